import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { MINUTE } from '../core/support.ts'
import {
  AcmeEmbed,
  createFakeBackend,
  createTestClient,
  recordCallbacks,
  renderReadyEmbed,
  makeReady,
  frames,
  dispatchPageEvent,
  advanceTime,
  postFromIframe,
  setOnline,
  simulateSleep,
  SwapEmbed,
  fakeTimeAndChance,
} from './support.tsx'

fakeTimeAndChance()

const unreachable = () => new TypeError('Failed to fetch')

function pausesBetween(times: readonly number[]): number[] {
  return times.slice(1).map((time, index) => time - (times[index] ?? 0))
}

test('an embed that is offline at its refresh reports offline, and is ready within two seconds after the network returns', async () => {
  const { backend, record, frame } = await renderReadyEmbed()
  await advanceTime(10 * MINUTE)
  backend.fault = unreachable
  await setOnline(false)
  await advanceTime(4 * MINUTE)
  expect(record.last).toMatchObject({ status: 'degraded', offline: true, error: { code: 'FETCH_FAILED' } })
  expect(pausesBetween(backend.times).slice(-3)).toEqual([22_500, 22_500, 22_500])
  const { count } = backend
  backend.fault = undefined
  await setOnline(true)
  await advanceTime(2_000)
  expect(backend.count).toBe(count + 1)
  expect(record.last).toMatchObject({ status: 'ready', refreshing: false })
  expect(frames()).toHaveLength(1)
  expect(frames()[0]).toBe(frame)
})

test('a first attempt that fails after a long outage is repeated within eight seconds, as the network may not be ready yet', async () => {
  const { backend, record } = await renderReadyEmbed()
  await advanceTime(10 * MINUTE)
  backend.fault = unreachable
  await setOnline(false)
  await advanceTime(10 * MINUTE)
  expect(record.last?.status).toBe('expired')
  const { count } = backend
  await setOnline(true)
  await advanceTime(2_000)
  expect(backend.count).toBe(count + 1)
  backend.fault = undefined
  await advanceTime(8_000)
  expect(backend.count).toBe(count + 2)
})

test('a network that returns right after a failed attempt is used within two seconds, without waiting for the delay', async () => {
  const { backend, record } = await renderReadyEmbed()
  await advanceTime(10 * MINUTE)
  backend.fault = unreachable
  await setOnline(false)
  await advanceTime(4 * MINUTE)
  const { count } = backend
  while (backend.count === count) await advanceTime(100)
  backend.fault = undefined
  await setOnline(true)
  expect(backend.count).toBe(count + 1)
  await advanceTime(2_300)
  expect(backend.count).toBe(count + 2)
  expect(record.last).toMatchObject({ status: 'ready' })
})

test('an embed offline past token expiry keeps the iframe, then uses one new token for one new iframe', async () => {
  const { backend, record, frame } = await renderReadyEmbed({ Embed: SwapEmbed })
  await advanceTime(10 * MINUTE)
  backend.fault = unreachable
  await setOnline(false)
  await advanceTime(10 * MINUTE)
  expect(record.last).toMatchObject({ status: 'expired', offline: true })
  expect(screen.getByText(/You are offline/)).toBeTruthy()
  expect(frames()).toHaveLength(1)
  expect(frames()[0]).toBe(frame)
  const { count } = backend
  backend.fault = undefined
  await setOnline(true)
  await advanceTime(2_000)
  expect(backend.count).toBe(count + 1)
  expect(frames()).toHaveLength(2)
  expect(frame?.style.opacity).toBe('1')
  const next = frames()[1]
  await makeReady(next)
  expect(frames()[0]).toBe(next)
  expect(record.last?.status).toBe('ready')
})

test('half a minute offline with a young token causes no request and no iframe', async () => {
  const { backend, record, frame } = await renderReadyEmbed()
  await advanceTime(5 * MINUTE)
  await setOnline(false)
  await advanceTime(30_000)
  await setOnline(true)
  await advanceTime(5_000)
  expect(backend.count).toBe(1)
  expect(frames()).toHaveLength(1)
  expect(frames()[0]).toBe(frame)
  expect(record.last).toMatchObject({ status: 'ready', refreshing: false })
})

test('a page that starts offline reports offline, and loads within two seconds after going online', async () => {
  const backend = createFakeBackend({ expiresIn: 900 })
  const record = recordCallbacks()
  backend.fault = unreachable
  await setOnline(false)
  const { onStateChange } = record
  render(
    <AcmeEmbed
      place="o"
      queryClient={createTestClient()}
      fetchToken={backend.fetchToken}
      onStateChange={onStateChange}
    />,
  )
  await advanceTime(5 * MINUTE)
  expect(record.last).toMatchObject({ status: 'error', offline: true, willRetry: true })
  expect(screen.getByText(/You are offline/)).toBeTruthy()
  backend.fault = undefined
  await setOnline(true)
  await advanceTime(2_000)
  await postFromIframe(frames()[0], 'ready')
  expect(record.last?.status).toBe('ready')
})

test('a machine that wakes without a network has the token within two seconds after the network returns', async () => {
  const { backend, record } = await renderReadyEmbed()
  backend.fault = unreachable
  simulateSleep(8 * 60 * MINUTE)
  await dispatchPageEvent('window', 'focus')
  await advanceTime(2_000)
  expect(backend.count).toBe(3)
  expect(record.last).toMatchObject({ status: 'expired', error: { code: 'FETCH_FAILED' } })
  backend.fault = undefined
  await advanceTime(1)
  await setOnline(true)
  await advanceTime(2_000)
  await makeReady(frames()[1])
  expect(record.last?.status).toBe('ready')
})
