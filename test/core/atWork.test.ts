import { describe, expect, test } from 'vitest'
import { isAtWork, type Viewer } from '../../src/core/atWork.ts'
import { aToken, MINUTE, SECOND } from './support.ts'

/** Fifteen minutes from 0 on; its renewal has the last four. */
const token = aToken({ refreshAt: 11 * MINUTE })
const HALF_TIME = 13 * MINUTE
const LATEST = 15 * MINUTE - 5 * SECOND

const AWAY: Viewer = { isFullScreen: false, hasFocus: false }
const FOCUSED: Viewer = { isFullScreen: false, hasFocus: true }

test('who is elsewhere is not at work, however lively the page', () => {
  expect(isAtWork({ ...AWAY, activeAt: 0 }, token, 0)).toBe(false)
})

describe('the focus', () => {
  test('counts by itself until half of the time is gone that a renewal has', () => {
    expect(isAtWork(FOCUSED, token, HALF_TIME - 1)).toBe(true)
    expect(isAtWork(FOCUSED, token, HALF_TIME)).toBe(false)
  })

  test('counts with what is done in the page until five seconds before the end', () => {
    expect(isAtWork({ ...FOCUSED, activeAt: LATEST - 1 }, token, LATEST - 1)).toBe(true)
    expect(isAtWork({ ...FOCUSED, activeAt: LATEST }, token, LATEST)).toBe(false)
  })

  test('is measured by how long the token lives, whenever it was issued', () => {
    const later = aToken({ issuedAt: 60 * MINUTE, refreshAt: 71 * MINUTE, expiresAt: 75 * MINUTE })
    const latest = 75 * MINUTE - 5 * SECOND
    expect(isAtWork({ ...FOCUSED, activeAt: latest - 1 }, later, latest - 1)).toBe(true)
    const short = aToken({
      issuedAt: 60 * MINUTE,
      refreshAt: 60 * MINUTE + 15 * SECOND,
      expiresAt: 60 * MINUTE + 20 * SECOND,
    })
    const isBusyAt = (now: number): boolean => isAtWork({ ...FOCUSED, activeAt: now }, short, now)
    expect([isBusyAt(60 * MINUTE + 17_999), isBusyAt(60 * MINUTE + 18_000)]).toEqual([true, false])
  })

  test('leaves time to take over, however short a life is', () => {
    const short = aToken({ expiresAt: 8 * SECOND, refreshAt: 6 * SECOND })
    const isBusyAt = (now: number): boolean => isAtWork({ ...FOCUSED, activeAt: now }, short, now)
    expect([isBusyAt(6_499), isBusyAt(6_500)]).toEqual([true, false])
  })

  test('leaves time for a page to load, however short a life is', () => {
    const short = aToken({ expiresAt: 20 * SECOND, refreshAt: 15 * SECOND })
    // A tenth of the life before the end, and three seconds for the page.
    expect(isAtWork(FOCUSED, short, 15 * SECOND - 1)).toBe(true)
    expect(isAtWork(FOCUSED, short, 15 * SECOND)).toBe(false)
    expect(isAtWork({ ...FOCUSED, activeAt: 18 * SECOND - 1 }, short, 18 * SECOND - 1)).toBe(true)
    expect(isAtWork({ ...FOCUSED, activeAt: 18 * SECOND }, short, 18 * SECOND)).toBe(false)
  })
})

test('what is done in the page counts for two seconds', () => {
  const activeAt = HALF_TIME
  expect(isAtWork({ ...FOCUSED, activeAt }, token, activeAt + 2 * SECOND - 1)).toBe(true)
  expect(isAtWork({ ...FOCUSED, activeAt }, token, activeAt + 2 * SECOND)).toBe(false)
})

test('full screen counts without end, as nothing could give it back', () => {
  expect(isAtWork({ ...AWAY, isFullScreen: true }, token, 60 * MINUTE)).toBe(true)
})
