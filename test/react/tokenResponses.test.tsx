import { render } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { ExploEmbed, explo, FeltEmbed, felt } from '../../src/index.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../core/support.ts'
import { takeComplaints } from '../support/cleanConsole.ts'
import { renderTokenHook } from './renderTokenHook.ts'
import {
  createTestClient,
  makeReady,
  frames,
  advanceTime,
  renderEmbed,
  SwapEmbed,
  fakeTimeAndChance,
} from './support.tsx'

const MAP = { mapId: 'CjU1CMJPTAGofjOK3ICf1D' }
const DASHBOARD = { embedId: 'sales' }
const LIFE = 15 * MINUTE
/** How long a token of Felt's is held before it is refreshed: random is 0.5 here. */
const CADENCE = 0.75 * LIFE

fakeTimeAndChance()

describe('a token response without an expiry', () => {
  test('a response without an expiry creates an iframe with the token in its URL: a bare string for Felt', async () => {
    const fetchToken = vi.fn(() => 'bare')
    render(<FeltEmbed {...MAP} queryClient={createTestClient()} fetchToken={fetchToken} />)
    await advanceTime(1)
    expect(frames().map(({ src }) => src)).toEqual([`https://felt.com/embed/map/${MAP.mapId}?token=bare`])
    expect(fetchToken).toHaveBeenCalledTimes(1)
  })

  test("a response without an expiry creates an iframe with the token in its URL: Explo's encrypted token", async () => {
    const jwt = 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..aXY.Y2lwaGVy.dGFn'
    render(<ExploEmbed {...DASHBOARD} queryClient={createTestClient()} fetchToken={() => ({ success: 1, jwt })} />)
    await advanceTime(1)
    expect(frames().map(({ src }) => src)).toEqual([`https://app.explo.co/iframe/${jwt}/production`])
  })

  test("a response without an expiry gets the provider's documented lifetime: fifteen minutes for Felt", async () => {
    const held = renderTokenHook(felt, MAP, (call) => `token-${call}`)
    await advanceTime(HOUR)
    expect(held.calls.slice(0, 3)).toEqual([0, CADENCE, 2 * CADENCE])
  })

  test('a response without an expiry gets the documented lifetime, or tokenLifetime: for Explo', async () => {
    const answer = (call: number) => ({ success: 1, jwt: `header..${call}.text.tag` })
    const [day, hour] = [
      renderTokenHook(explo, DASHBOARD, answer),
      renderTokenHook(explo, { ...DASHBOARD, tokenLifetime: 'PT1H' }, answer),
    ]
    await advanceTime(HOUR)
    expect(hour.calls).toEqual([0, HOUR - 7.5 * MINUTE])
    hour.unmount()
    await advanceTime(DAY - HOUR)
    expect(day.calls).toEqual([0, DAY - 7.5 * MINUTE])
  })
})

test.each([
  ['expiresAt', ['garbage', 'in 15 minutes', '', NaN, new Date(NaN)]],
  ['expiresIn', ['-PT5M', 'P', '1h', NaN, Infinity, -1]],
  ['expires_in', ['one hour', true]],
])('a response whose %s is unparsable is an error that names the field, and is retried', async (field, values) => {
  const all = values.map((value) => renderTokenHook(felt, MAP, (call) => ({ token: `token-${call}`, [field]: value })))
  await advanceTime(SECOND)
  for (const held of all) {
    const message = expect.stringContaining(`${field} could not be parsed`)
    const error = { code: 'INVALID_TOKEN_RESPONSE', message }
    expect(held.state).toMatchObject({ status: 'error', error, willRetry: true })
  }
})

test('the response of a Rails or Django backend is used with its lifetime', async () => {
  const all = [{ expires_in: 3_600 }, { expiresIn: '3600' }, { expires_in: '3600' }].map((fields) =>
    renderTokenHook(explo, DASHBOARD, (call) => ({ token: `token-${call}`, ...fields })),
  )
  await advanceTime(HOUR)
  for (const held of all) expect(held.calls).toEqual([0, HOUR - 7.5 * MINUTE])
})

test.each([
  ['undefined', undefined],
  ['null', null],
  ['an empty object', {}],
  ['an empty token', { token: '' }],
  ['an empty string', ''],
  ['a page', '<!doctype html><title>Sign in</title>'],
])('a response without a token (%s) is retried with growing delays', async (_, answer) => {
  const held = renderTokenHook(felt, MAP, () => answer as never)
  await advanceTime(30 * SECOND)
  expect(held.state).toMatchObject({ status: 'error', error: { code: 'INVALID_TOKEN_RESPONSE' }, willRetry: true })
  expect(held.statuses).toEqual(['loading', 'error'])
  expect(held.gaps).toEqual([750, 1_500, 3_000, 6_000, 12_000])
})

test('a refresh that returns an expired token keeps the current token in use', async () => {
  const held = renderTokenHook(felt, MAP, (call) => ({ token: `token-${call}`, expiresIn: call === 2 ? 0 : 900 }))
  await advanceTime(CADENCE + SECOND)
  expect(held.state).toMatchObject({ status: 'degraded', error: { code: 'EXPIRED_ON_ARRIVAL' } })
  expect(held.token).toBe('token-1')
  await advanceTime(2 * SECOND)
  expect(held).toMatchObject({ state: { status: 'ready' }, token: 'token-3' })
  expect(held.gaps).toEqual([CADENCE, 2 * SECOND])
})

describe('the same token again and again', () => {
  test('a repeated token is fetched a few times until its expiry, touches no iframe, and is replaced by the first new token', async () => {
    const start = Date.now()
    const serve = vi.fn(() => {
      const life = Math.floor((Date.now() - start) / LIFE)
      return { token: `token-${life + 1}`, expiresAt: start + (life + 1) * LIFE }
    })
    await renderEmbed(<SwapEmbed place="same" queryClient={createTestClient()} fetchToken={serve} />)
    const [frame] = frames()
    await advanceTime(LIFE - 1_001)
    expect(serve.mock.calls.length).toBeGreaterThan(3)
    expect(serve.mock.calls.length).toBeLessThanOrEqual(6)
    expect(frames()).toEqual([frame])
    await advanceTime(15 * SECOND)
    expect(frames().map(({ src }) => src)).toEqual([1, 2].map((n) => `https://acme.test/same?token=token-${n}`))
    await makeReady(frames()[1])
    expect(frames()).toHaveLength(1)
    expect(takeComplaints(), 'what is left of a life is no short life').toEqual([])
  })

  test('a repeated token without an expiry expires one lifetime after its first use, with a clear error', async () => {
    const held = renderTokenHook(explo, DASHBOARD, () => ({ success: 1, jwt: 'the.only.one' }))
    await advanceTime(DAY - SECOND)
    expect(held.statuses).toEqual(['loading', 'ready'])
    expect(held.token).toBe('the.only.one')
    await advanceTime(2 * SECOND)
    expect(held.state.status).toBe('expired')
    expect(held.token).toBeUndefined()
    const before = held.calls.length
    expect(before).toBeLessThanOrEqual(8)
    await advanceTime(HOUR)
    const { error } = { error: undefined, ...held.state }
    expect(error).toMatchObject({
      code: 'STALE_TOKEN',
      message: expect.stringContaining('Return a new token for every request'),
    })
    expect(held.calls.length - before).toBeGreaterThan(50)
    expect(held.calls.length - before).toBeLessThanOrEqual(120)
  })
})
