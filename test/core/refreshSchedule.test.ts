import { describe, expect, test } from 'vitest'
import {
  recordFailure,
  recordMount,
  recordWake,
  type FetchHistory,
  MIN_FETCH_INTERVAL,
  EMPTY_FETCH_HISTORY,
  nextFetchAt,
  computeRefreshAt,
  QUICK_RETRY_DELAY,
} from '../../src/core/refreshSchedule.ts'
import { makeToken, makeError, DAY, HOUR, MINUTE, SECOND } from './support.ts'

const NOW = 1_000 * HOUR
const VALID = makeToken({ issuedAt: NOW, refreshAt: NOW + 11 * MINUTE, expiresAt: NOW + 15 * MINUTE })

/** The attempts after `count` failures in a row, the last of them at `NOW`. */
function failed(count: number, error = makeError(), token = VALID, random = 1): FetchHistory {
  let history: FetchHistory = { ...EMPTY_FETCH_HISTORY, startedAt: NOW - SECOND }
  for (let i = 0; i < count; i += 1) history = recordFailure(history, error, token, NOW, random)
  return history
}

/** How long after `NOW` the next attempt is due, if the viewer came back so long after `NOW`. */
function wait(history: FetchHistory, wokenAfter?: number): number | undefined {
  const at = nextFetchAt(VALID, wokenAfter === undefined ? history : recordWake(history, NOW + wokenAfter))
  return at === undefined ? undefined : at - NOW
}

describe('computeRefreshAt', () => {
  test.each([
    ['10 s', 10 * SECOND, 7 * SECOND, 7.5 * SECOND],
    ['13 s', 13 * SECOND, 9.1 * SECOND, 10 * SECOND],
    ['20 s', 20 * SECOND, 14 * SECOND, 16 * SECOND],
    ['15 min', 15 * MINUTE, 10.5 * MINUTE, 12 * MINUTE],
    // The jitter of a middling life is a tenth of it.
    ['40 min', 40 * MINUTE, 31 * MINUTE, 35 * MINUTE],
    ['24 h', DAY, DAY - 10 * MINUTE, DAY - 5 * MINUTE],
    ['60 d', 60 * DAY, 60 * DAY - 10 * MINUTE, 60 * DAY - 5 * MINUTE],
  ])('computeRefreshAt for a lifetime of %s is within its bounds', (_, lifetime, earliest, latest) => {
    expect(computeRefreshAt(NOW, lifetime, 1) - NOW).toBeCloseTo(earliest, 3)
    expect(computeRefreshAt(NOW, lifetime, 0) - NOW).toBeCloseTo(latest, 3)
    const middle = computeRefreshAt(NOW, lifetime, 0.5) - NOW
    expect(middle).toBeCloseTo((earliest + latest) / 2, 3)
  })
})

describe('nextFetchAt without a failure', () => {
  test('nextFetchAt is now before the first attempt', () => {
    expect(nextFetchAt(undefined, EMPTY_FETCH_HISTORY)).toBe(-Infinity)
  })

  test('nextFetchAt is the refresh time of the token', () => {
    expect(wait({ startedAt: NOW, failures: 0 })).toBe(11 * MINUTE)
    expect(nextFetchAt(VALID, EMPTY_FETCH_HISTORY)).toBe(VALID.refreshAt)
  })

  test('nextFetchAt keeps the minimum interval between attempts, even for very short lifetimes', () => {
    expect(MIN_FETCH_INTERVAL).toBe(5 * SECOND)
    const brief = makeToken({ issuedAt: NOW, refreshAt: NOW + 700, expiresAt: NOW + SECOND })
    expect(nextFetchAt(brief, { startedAt: NOW, failures: 0 })).toBe(NOW + MIN_FETCH_INTERVAL)
    expect(nextFetchAt(brief, recordWake({ startedAt: NOW, failures: 0 }, NOW + 1))).toBe(NOW + MIN_FETCH_INTERVAL)
  })
})

describe('recordFailure', () => {
  test.each([
    ['while the token is good', VALID, [1, 2, 4, 8, 16, 30, 30]],
    ['with a token that ran out', makeToken({ expiresAt: NOW }), [1, 2, 4, 8, 16, 32, 60, 60]],
    ['without a token', undefined, [1, 2, 4, 8, 16, 32, 60, 60]],
  ])('recordFailure doubles the delay up to a limit %s', (_, token, seconds) => {
    let history = EMPTY_FETCH_HISTORY
    const pauses = seconds.map(() => {
      history = recordFailure(history, makeError(), token, NOW, 1)
      return ((history.retryAt ?? NaN) - NOW) / SECOND
    })
    expect(pauses).toEqual(seconds)
    expect(history.failures).toBe(seconds.length)
  })

  test.each([0, 0.25, 0.5, 1])(
    'recordFailure keeps at least half of the delay, and a random share of the rest: %d',
    (random) => {
      expect(wait(failed(3, makeError(), VALID, random))).toBe(4 * SECOND * (0.5 + random / 2))
    },
  )

  test('recordFailure records the error, its time and the start of the attempt', () => {
    const error = makeError()
    expect(failed(1, error)).toMatchObject({ error, failedAt: NOW, startedAt: NOW - SECOND })
  })

  test("nextFetchAt ignores the token's refresh time after a failure", () => {
    const late = makeToken({ refreshAt: NOW + 5 * MINUTE, expiresAt: NOW + 15 * MINUTE })
    expect(nextFetchAt(late, failed(1))).toBe(NOW + SECOND)
  })

  test('recordWake shortens a delay when the viewer comes back, but never extends it', () => {
    expect(QUICK_RETRY_DELAY).toBe(2 * SECOND)
    expect(wait(failed(6), 0)).toBe(QUICK_RETRY_DELAY)
    expect(wait(failed(6), 5 * SECOND)).toBe(QUICK_RETRY_DELAY)
    expect(wait(failed(1), 0)).toBe(SECOND)
  })
})

describe('Retry-After', () => {
  const asking = (retryAfterMs: number): ReturnType<typeof makeError> => makeError('RATE_LIMITED', { retryAfterMs })

  test.each([undefined, 0, 39 * SECOND])(
    'Retry-After is a lower limit for the next attempt, also when the viewer comes back after %s ms',
    (wokenAfter) => {
      expect(wait(failed(1, asking(40 * SECOND)), wokenAfter)).toBe(40 * SECOND)
    },
  )

  test('Retry-After does not shorten a longer backoff', () => {
    expect(wait(failed(6, asking(3 * SECOND)))).toBe(30 * SECOND)
    expect(wait(failed(6, asking(3 * SECOND)), 0)).toBe(3 * SECOND)
  })

  test.each([30 * DAY, Infinity])('Retry-After is limited to five minutes: %d', (retryAfter) => {
    expect(wait(failed(1, asking(retryAfter)))).toBe(5 * MINUTE)
    expect(wait(failed(1, asking(retryAfter)), 0)).toBe(5 * MINUTE)
  })

  test('Retry-After is ignored when its value is invalid', () => {
    expect(wait(failed(1, asking(-DAY)))).toBe(SECOND)
    expect(wait(failed(1, asking(NaN)))).toBe(SECOND)
  })

  test('Retry-After is cleared by the next failure', () => {
    const history = recordFailure(failed(1, asking(40 * SECOND)), makeError(), VALID, NOW + MINUTE, 1)
    expect(nextFetchAt(VALID, history)).toBe(NOW + MINUTE + 2 * SECOND)
  })
})

describe('nextFetchAt after a non-retryable error', () => {
  const fatal = failed(1, makeError('UNAUTHORIZED'))

  test('nextFetchAt is undefined after a non-retryable error', () => {
    expect(wait(fatal)).toBeUndefined()
  })

  test('a non-retryable error is retried when the viewer comes back after half a minute, and not earlier', () => {
    expect(wait(fatal, 30 * SECOND - 1)).toBeUndefined()
    expect(wait(fatal, 30 * SECOND)).toBe(30 * SECOND)
  })

  test("a non-retryable error is not retried before the backend's Retry-After", () => {
    const asked = failed(1, makeError('UNAUTHORIZED', { retryAfterMs: 2 * MINUTE }))
    expect(wait(asked, MINUTE)).toBeUndefined()
    expect(wait(asked, 2 * MINUTE)).toBe(2 * MINUTE)
  })
})

describe('recordMount', () => {
  const fatal = failed(1, makeError('UNAUTHORIZED'))
  const dueAt = NOW + MIN_FETCH_INTERVAL

  test('recordMount clears a non-retryable error after the minimum interval, so that a fetch is due', () => {
    const history = recordMount(fatal, dueAt)
    expect(history).toMatchObject({ failures: 0, error: undefined })
    expect(nextFetchAt(undefined, history)).toBeLessThanOrEqual(dueAt)
  })

  test('recordMount keeps a non-retryable error before that, and schedules the retry', () => {
    const history = recordMount(fatal, dueAt - 1)
    expect(history.error).toBe(fatal.error)
    expect(nextFetchAt(undefined, history)).toBe(dueAt)
  })

  test("recordMount schedules the retry after the backend's Retry-After", () => {
    const asked = failed(1, makeError('UNAUTHORIZED', { retryAfterMs: 2 * MINUTE }))
    expect(nextFetchAt(undefined, recordMount(asked, NOW + MINUTE))).toBe(NOW + 2 * MINUTE + MIN_FETCH_INTERVAL)
  })

  test('recordMount keeps the delay after any other failure', () => {
    expect(recordMount(failed(3), NOW + DAY)).toEqual(failed(3))
  })
})

describe('nextFetchAt after EXPIRED_ON_ARRIVAL', () => {
  const expired = makeError('EXPIRED_ON_ARRIVAL')

  test('the first EXPIRED_ON_ARRIVAL is retried quickly', () => {
    expect(wait(failed(1, expired))).toBe(2 * SECOND)
    expect(wait(failed(1, expired, VALID, 0))).toBe(2 * SECOND)
  })

  test('the second consecutive EXPIRED_ON_ARRIVAL is retried with backoff', () => {
    expect(wait(failed(4, expired))).toBe(8 * SECOND)
  })

  test('the first EXPIRED_ON_ARRIVAL after a long outage is retried quickly', () => {
    expect(wait(recordFailure(failed(8), expired, VALID, NOW, 1))).toBe(2 * SECOND)
  })
})
