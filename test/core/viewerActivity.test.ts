import { describe, expect, test } from 'vitest'
import { isViewerBusy } from '../../src/core/viewerActivity.ts'
import { makeToken, MINUTE, SECOND } from './support.ts'

/** Fifteen minutes from 0 on; its refresh has the last four. */
const token = makeToken({ refreshAt: 11 * MINUTE })
const HALF_TIME = 13 * MINUTE
const LATEST = 15 * MINUTE - 5 * SECOND

const AWAY = { hasFocus: false }
const FOCUSED = { hasFocus: true }

test("isViewerBusy is false without focus, regardless of the page's activity", () => {
  expect(isViewerBusy({ ...AWAY, lastActiveAt: 0 }, token, 0)).toBe(false)
})

describe('isViewerBusy with focus', () => {
  test('isViewerBusy with focus alone is true until half of the refresh time is over', () => {
    expect(isViewerBusy(FOCUSED, token, HALF_TIME - 1)).toBe(true)
    expect(isViewerBusy(FOCUSED, token, HALF_TIME)).toBe(false)
  })

  test('isViewerBusy with activity is true until five seconds before the expiry', () => {
    expect(isViewerBusy({ ...FOCUSED, lastActiveAt: LATEST - 1 }, token, LATEST - 1)).toBe(true)
    expect(isViewerBusy({ ...FOCUSED, lastActiveAt: LATEST }, token, LATEST)).toBe(false)
  })

  test("isViewerBusy depends on the token's lifetime, not on its issue time", () => {
    const later = makeToken({ issuedAt: 60 * MINUTE, refreshAt: 71 * MINUTE, expiresAt: 75 * MINUTE })
    const latest = 75 * MINUTE - 5 * SECOND
    expect(isViewerBusy({ ...FOCUSED, lastActiveAt: latest - 1 }, later, latest - 1)).toBe(true)
    const short = makeToken({
      issuedAt: 60 * MINUTE,
      refreshAt: 60 * MINUTE + 15 * SECOND,
      expiresAt: 60 * MINUTE + 20 * SECOND,
    })
    const isBusyAt = (now: number): boolean => isViewerBusy({ ...FOCUSED, lastActiveAt: now }, short, now)
    expect([isBusyAt(60 * MINUTE + 17_999), isBusyAt(60 * MINUTE + 18_000)]).toEqual([true, false])
  })

  test('isViewerBusy leaves time for the swap, even for very short lifetimes', () => {
    const short = makeToken({ expiresAt: 8 * SECOND, refreshAt: 6 * SECOND })
    const isBusyAt = (now: number): boolean => isViewerBusy({ ...FOCUSED, lastActiveAt: now }, short, now)
    expect([isBusyAt(6_499), isBusyAt(6_500)]).toEqual([true, false])
  })

  test('isViewerBusy leaves time for loading a page, even for very short lifetimes', () => {
    const short = makeToken({ expiresAt: 20 * SECOND, refreshAt: 15 * SECOND })
    // A tenth of the life before the end, and three seconds for the page.
    expect(isViewerBusy(FOCUSED, short, 15 * SECOND - 1)).toBe(true)
    expect(isViewerBusy(FOCUSED, short, 15 * SECOND)).toBe(false)
    expect(isViewerBusy({ ...FOCUSED, lastActiveAt: 18 * SECOND - 1 }, short, 18 * SECOND - 1)).toBe(true)
    expect(isViewerBusy({ ...FOCUSED, lastActiveAt: 18 * SECOND }, short, 18 * SECOND)).toBe(false)
  })
})

test('isViewerBusy counts reported activity for two seconds', () => {
  const lastActiveAt = HALF_TIME
  expect(isViewerBusy({ ...FOCUSED, lastActiveAt }, token, lastActiveAt + 2 * SECOND - 1)).toBe(true)
  expect(isViewerBusy({ ...FOCUSED, lastActiveAt }, token, lastActiveAt + 2 * SECOND)).toBe(false)
})
