import { describe, expect, it } from 'vitest'
import type { NewEmulatorEvent } from '../../src/testing/emulatorEvent.ts'
import { createPageTracker } from '../../src/testing/pageTracker.ts'

const TOKEN = {
  provider: 'explo',
  resource: 'sales',
  viewer: 'ada',
  tokenSuffix: '12345678',
  expiresAt: 1_000,
} as const

describe('the page tracker', () => {
  it('the page tracker records each token once when the page stays open after the expiry', () => {
    let at = 0
    const events: NewEmulatorEvent[] = []
    const tracker = createPageTracker(
      () => at,
      (event) => void events.push(event),
    )
    const beatUntil = (end: number): void => {
      for (; at < end; at += 100) tracker.recordHeartbeat('page', true)
    }
    tracker.track({ ...TOKEN, pageId: 'page' })
    beatUntil(3_000)
    tracker.updateToken('page', { ...TOKEN, tokenSuffix: '87654321', expiresAt: 4_000 })
    beatUntil(6_000)
    expect(events).toMatchObject([
      { type: 'expired-while-open', tokenSuffix: '12345678' },
      { type: 'expired-while-open', tokenSuffix: '87654321' },
    ])
  })

  it('the page tracker counts the time of a hidden tab with an expired token as expired, and not as visible', () => {
    let at = 0
    const tracker = createPageTracker(
      () => at,
      () => {},
    )
    tracker.track({ ...TOKEN, pageId: 'page' })
    const beats: [number, boolean][] = [
      [500, false],
      [2_000, false],
      [3_000, true],
      [3_400, true],
      [3_500, false],
    ]
    for (const [time, isVisible] of beats) {
      at = time
      tracker.recordHeartbeat('page', isVisible)
    }
    at = 4_000
    tracker.markClosed('page')
    expect(tracker.find('page')).toMatchObject({ expiredMs: 3_000, visibleExpiredMs: 500 })
  })
})
