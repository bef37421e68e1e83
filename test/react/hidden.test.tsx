import { QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { MINUTE, HOUR } from '../core/support.ts'
import {
  AcmeEmbed,
  aBackEnd,
  aClient,
  aRecord,
  aShownEmbed,
  comeUp,
  frames,
  happen,
  pass,
  say,
  setVisibility,
  SwapEmbed,
  fakeTimeAndChance,
} from './support.tsx'

fakeTimeAndChance()

describe('a page that nobody sees', () => {
  test('asks for no token, and for one the moment it is shown', async () => {
    const { backEnd, record } = await aShownEmbed({ latency: 200 })
    await setVisibility('hidden')
    await pass(HOUR)
    expect(backEnd.count).toBe(1)
    await setVisibility('visible')
    expect(backEnd.count).toBe(2)
    expect(record.last?.status).toBe('expired')
  })

  test('keeps its old frame on show, when it is shown again, until the new one is ready', async () => {
    const { backEnd, record, frame } = await aShownEmbed({ Embed: SwapEmbed })
    await setVisibility('hidden')
    await pass(2 * HOUR)
    expect(backEnd.count).toBe(1)
    await setVisibility('visible')
    await pass(1)
    expect(frames()).toHaveLength(2)
    expect(frames()[0]).toBe(frame)
    expect(frame?.style.opacity).toBe('')
    const next = frames()[1]
    await comeUp(next)
    expect(frames()).toHaveLength(1)
    expect(frames()[0]).toBe(next)
    expect(record.last?.status).toBe('ready')
    expect(backEnd.count).toBe(2)
  })

  test('is not replaced again and again by frames that cannot answer, and at once when it is shown', async () => {
    const { backEnd } = await aShownEmbed({ Embed: SwapEmbed })
    await pass(11.25 * MINUTE)
    expect(frames()).toHaveLength(2)
    await setVisibility('hidden')
    await pass(4 * HOUR)
    expect(backEnd.count).toBe(2)
    expect(frames()).toHaveLength(1)
    await setVisibility('visible')
    await pass(1)
    expect(frames()).toHaveLength(2)
    expect(backEnd.count).toBe(3)
  })

  test('takes a token that comes meanwhile into a new frame when it is shown', async () => {
    const { backEnd } = await aShownEmbed({ Embed: SwapEmbed, latency: 20_000 })
    await pass(11 * MINUTE)
    expect(backEnd.count).toBe(2)
    await setVisibility('hidden')
    await pass(MINUTE)
    expect(frames()).toHaveLength(1)
    await setVisibility('visible')
    await pass(1)
    expect(frames()).toHaveLength(2)
    expect(backEnd.count).toBe(2)
  })

  test('renews a token that came meanwhile when it is due, and not when it next happens to look', async () => {
    await aShownEmbed()
    await pass(7_000)
    const { backEnd } = await aShownEmbed({ latency: 20_000 })
    await say(frames()[1], 'ready')
    await pass(11 * MINUTE)
    await setVisibility('hidden')
    await pass(MINUTE)
    await setVisibility('visible')
    await pass(609_000)
    expect(backEnd.count).toBe(2)
    await pass(1_000)
    expect(backEnd.count).toBe(3)
  })

  test('asks once, though it hears of its return by three events', async () => {
    const { backEnd } = await aShownEmbed({ latency: 200 })
    await setVisibility('hidden')
    await pass(12 * MINUTE)
    await happen('window', 'focus')
    expect(backEnd.count).toBe(1)
    await setVisibility('visible')
    await happen('window', 'pageshow')
    await happen('window', 'focus')
    await pass(5 * MINUTE)
    expect(backEnd.count).toBe(2)
  })

  test('goes on with the plan where nothing was due meanwhile', async () => {
    const { backEnd, record } = await aShownEmbed()
    await setVisibility('hidden')
    await pass(10 * MINUTE)
    await setVisibility('visible')
    await pass(1_000)
    expect(backEnd.count).toBe(1)
    await pass(75_000)
    expect(backEnd.count).toBe(2)
    expect(record.statuses).not.toContain('expired')
  })

  test('does its first load, tries that again only when it is seen, and then at once', async () => {
    const backEnd = aBackEnd({ expiresIn: 900 })
    const record = aRecord()
    const { onStateChange } = record
    await setVisibility('hidden')
    backEnd.fault = () => new Response('', { status: 503 })
    render(
      <AcmeEmbed place="f" queryClient={aClient()} fetchToken={backEnd.fetchToken} onStateChange={onStateChange} />,
    )
    await pass(10 * MINUTE)
    expect(backEnd.count).toBe(1)
    expect(record.last).toMatchObject({ status: 'error', error: { code: 'FETCH_FAILED' } })
    backEnd.fault = undefined
    await setVisibility('visible')
    await pass(1)
    expect(backEnd.count).toBe(2)
    await say(frames()[0], 'ready')
    expect(record.last?.status).toBe('ready')
  })

  test('is also one that the browser renders ahead of time', async () => {
    const { backEnd } = await aShownEmbed()
    Object.defineProperty(document, 'prerendering', { configurable: true, value: true })
    try {
      await pass(HOUR)
      expect(backEnd.count).toBe(1)
    } finally {
      Reflect.deleteProperty(document, 'prerendering')
    }
  })
})

describe('with refreshInBackground, a page that nobody sees', () => {
  test('is kept fresh all the same', async () => {
    const { backEnd, record } = await aShownEmbed({ refreshInBackground: true })
    await setVisibility('hidden')
    await pass(HOUR)
    expect(backEnd.count).toBe(6)
    expect(record.statuses).not.toContain('expired')
  })

  test.each([
    ["the host's own client", true],
    ['a client without a provider', false],
  ])('tries again what failed (%s)', async (_, isProvided) => {
    const client = aClient()
    const backEnd = aBackEnd({ expiresIn: 900 })
    const record = aRecord()
    const embed = (
      <AcmeEmbed
        place="again"
        refreshInBackground
        queryClient={isProvided ? undefined : client}
        fetchToken={backEnd.fetchToken}
        onStateChange={record.onStateChange}
      />
    )
    render(isProvided ? <QueryClientProvider client={client}>{embed}</QueryClientProvider> : embed)
    await pass(1)
    await say(frames()[0], 'ready')
    await setVisibility('hidden')
    backEnd.fault = () => new TypeError('Failed to fetch')
    await pass(675_100)
    expect(record.last?.status).toBe('degraded')
    backEnd.fault = undefined
    await pass(2_000)
    expect(record.last?.status).toBe('ready')
    expect(backEnd.count).toBe(3)
  })
})
