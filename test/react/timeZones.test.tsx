import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { felt } from '../../src/index.ts'
import { MINUTE } from '../core/support.ts'
import { renderTokenHook } from './renderTokenHook.ts'
import { advanceTime } from './support.tsx'

const LIFE = 15 * MINUTE
const { TZ } = process.env

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2024, 4, 25, 15, 36, 34) })
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
})
afterEach(() => {
  vi.useRealTimers()
  if (TZ === undefined) delete process.env.TZ
  else process.env.TZ = TZ
})

test.each([
  ['America/Los_Angeles', 7 * 60],
  ['UTC', 0],
  ['Europe/Berlin', -2 * 60],
  ['Asia/Kolkata', -5.5 * 60],
  ['Asia/Tokyo', -9 * 60],
])('a timestamp without a time zone leads to the same refresh time in %s', async (zone, offset) => {
  process.env.TZ = zone
  expect(new Date().getTimezoneOffset()).toBe(offset)
  const held = renderTokenHook(felt, { mapId: 'CjU1CMJPTAGofjOK3ICf1D' }, (call) => ({
    token: `token-${call}`,
    expires_at: new Date(Date.now() + LIFE).toISOString().slice(0, 19),
  }))
  await advanceTime(LIFE)
  expect(held.calls).toEqual([0, 0.75 * LIFE])
  expect(held.statuses).toEqual(['loading', 'ready'])
})
