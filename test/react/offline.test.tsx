import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { MINUTE } from '../core/support.ts'
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
  setOnline,
  sleep,
  SwapEmbed,
  fakeTimeAndChance,
} from './support.tsx'

fakeTimeAndChance()

const unreachable = () => new TypeError('Failed to fetch')

function pausesBetween(times: readonly number[]): number[] {
  return times.slice(1).map((time, index) => time - (times[index] ?? 0))
}

test('off line when a refresh is due, the embed says so, and is well within two seconds of the network', async () => {
  const { backEnd, record, frame } = await aShownEmbed()
  await pass(10 * MINUTE)
  backEnd.fault = unreachable
  await setOnline(false)
  await pass(4 * MINUTE)
  expect(record.last).toMatchObject({ status: 'degraded', offline: true, error: { code: 'FETCH_FAILED' } })
  expect(pausesBetween(backEnd.times).slice(-3)).toEqual([22_500, 22_500, 22_500])
  const { count } = backEnd
  backEnd.fault = undefined
  await setOnline(true)
  await pass(2_000)
  expect(backEnd.count).toBe(count + 1)
  expect(record.last).toMatchObject({ status: 'ready', refreshing: false })
  expect(frames()).toHaveLength(1)
  expect(frames()[0]).toBe(frame)
})

test('a network that is back a moment after a failed attempt is used within two seconds, not after the pause', async () => {
  const { backEnd, record } = await aShownEmbed()
  await pass(10 * MINUTE)
  backEnd.fault = unreachable
  await setOnline(false)
  await pass(4 * MINUTE)
  const { count } = backEnd
  while (backEnd.count === count) await pass(100)
  backEnd.fault = undefined
  await setOnline(true)
  expect(backEnd.count).toBe(count + 1)
  await pass(2_300)
  expect(backEnd.count).toBe(count + 2)
  expect(record.last).toMatchObject({ status: 'ready' })
})

test('off line past the end of the token: the frame stays, and one new token makes one new frame', async () => {
  const { backEnd, record, frame } = await aShownEmbed({ Embed: SwapEmbed })
  await pass(10 * MINUTE)
  backEnd.fault = unreachable
  await setOnline(false)
  await pass(10 * MINUTE)
  expect(record.last).toMatchObject({ status: 'expired', offline: true })
  expect(screen.getByText(/You are offline/)).toBeTruthy()
  expect(frames()).toHaveLength(1)
  expect(frames()[0]).toBe(frame)
  const { count } = backEnd
  backEnd.fault = undefined
  await setOnline(true)
  await pass(2_000)
  expect(backEnd.count).toBe(count + 1)
  expect(frames()).toHaveLength(2)
  expect(frame?.style.opacity).toBe('')
  const next = frames()[1]
  await comeUp(next)
  expect(frames()[0]).toBe(next)
  expect(record.last?.status).toBe('ready')
})

test('half a minute off line while the token is young costs no request and no frame', async () => {
  const { backEnd, record, frame } = await aShownEmbed()
  await pass(5 * MINUTE)
  await setOnline(false)
  await pass(30_000)
  await setOnline(true)
  await pass(5_000)
  expect(backEnd.count).toBe(1)
  expect(frames()).toHaveLength(1)
  expect(frames()[0]).toBe(frame)
  expect(record.last).toMatchObject({ status: 'ready', refreshing: false })
})

test('a page that starts off line says so, and loads within two seconds of being on line', async () => {
  const backEnd = aBackEnd({ expiresIn: 900 })
  const record = aRecord()
  backEnd.fault = unreachable
  await setOnline(false)
  const { onStateChange } = record
  render(<AcmeEmbed place="o" queryClient={aClient()} fetchToken={backEnd.fetchToken} onStateChange={onStateChange} />)
  await pass(5 * MINUTE)
  expect(record.last).toMatchObject({ status: 'error', offline: true, willRetry: true })
  expect(screen.getByText(/You are offline/)).toBeTruthy()
  backEnd.fault = undefined
  await setOnline(true)
  await pass(2_000)
  await say(frames()[0], 'ready')
  expect(record.last?.status).toBe('ready')
})

test('a machine that wakes without a network has its token within two seconds of the network', async () => {
  const { backEnd, record } = await aShownEmbed()
  backEnd.fault = unreachable
  sleep(8 * 60 * MINUTE)
  await happen('window', 'focus')
  await pass(2_000)
  expect(backEnd.count).toBe(3)
  expect(record.last).toMatchObject({ status: 'expired', error: { code: 'FETCH_FAILED' } })
  backEnd.fault = undefined
  await pass(1)
  await setOnline(true)
  await pass(2_000)
  await comeUp(frames()[1])
  expect(record.last?.status).toBe('ready')
})
