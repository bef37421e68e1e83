/** A line of the library replaced by a wrong one. */
export interface Fault {
  readonly name: string
  /** Under `src/`. */
  readonly file: string
  /** Occurs there exactly once. */
  readonly from: string
  readonly to: string
}

/** Mistakes that others made, or that are easily made. */
export const faults: readonly Fault[] = [
  {
    name: 'no-timeout',
    file: 'tokens/loadToken.ts',
    from: 'const FETCH_TIMEOUT = 60_000',
    to: 'const FETCH_TIMEOUT = Infinity',
  },
  {
    name: 'anchor-at-response',
    file: 'tokens/loadToken.ts',
    from: 'createToken(response, {\n      requestStart,',
    to: 'createToken(response, {\n      requestStart: { clockTime: now(), systemTime: Date.now() },',
  },
  {
    name: 'monotonic-clock-only',
    file: 'browser/clock.ts',
    from: 'systemTime - monotonicTime > SLEEP_THRESHOLD ? systemTime : monotonicTime',
    to: 'systemTime - monotonicTime > SLEEP_THRESHOLD ? monotonicTime : monotonicTime',
  },
  {
    name: 'clock-from-one-anchor',
    file: 'browser/clock.ts',
    from: `virtualNow += lastReading ? elapsedSince(lastReading, reading) : reading.systemTime
  lastReading = reading`,
    to: `lastReading ??= reading
  virtualNow = lastReading.systemTime + Math.max(reading.monotonicTime - lastReading.monotonicTime, reading.systemTime - lastReading.systemTime)`,
  },
  { name: 'wall-clock-only', file: 'browser/clock.ts', from: 'return virtualNow\n', to: 'return reading.systemTime\n' },
  {
    name: 'no-single-flight',
    file: 'tokens/createTokenStore.ts',
    from: 'if (inFlight) return inFlight',
    to: '',
  },
  { name: 'no-backoff', file: 'core/backoff.ts', from: '(0.5 + random / 2) *', to: '(random - random) *' },
  {
    name: 'no-retry-after',
    file: 'core/refreshSchedule.ts',
    from: 'return retryAfterMs > 0 ? Math.min(retryAfterMs, MAX_RETRY_AFTER) : 0',
    to: 'return retryAfterMs * 0',
  },
  {
    name: 'no-watchdog',
    file: 'browser/wake.ts',
    from: '}, WATCHDOG_INTERVAL)',
    to: '}, 2 ** 31 - 1)',
  },
  {
    name: 'watchdog-of-long-gaps-only',
    file: 'browser/wake.ts',
    from: 'if (slept || !isPageHidden(document)) emit',
    to: 'if (slept) emit',
  },
  { name: 'timers-kept-after-unmount', file: 'browser/wake.ts', from: 'clearInterval(timer)', to: '' },
  {
    name: 'no-floor',
    file: 'core/refreshSchedule.ts',
    from: 'const MIN_FETCH_INTERVAL = 5_000',
    to: 'const MIN_FETCH_INTERVAL = 0',
  },
  {
    name: 'no-clamp',
    file: 'core/lifetime.ts',
    from: 'Math.min(policy.max ?? Infinity, ',
    to: 'Math.min(Infinity, ',
  },
  {
    name: 'no-delay-clamp',
    file: 'core/clampTimerDelay.ts',
    from: 'Math.min(delay, MAX_TIMER_DELAY)',
    to: 'Math.max(delay, MAX_TIMER_DELAY - MAX_TIMER_DELAY)',
  },
  {
    name: 'no-minting-test',
    file: 'core/lifetime.ts',
    from: 'return looksOld && ',
    to: 'return looksOld && !looksOld && ',
  },
  {
    name: 'one-token-for-all-viewers',
    file: 'tokens/tokenQuery.ts',
    from: 'tokenKey, viewerId ?? null]',
    to: 'tokenKey, viewerId && null]',
  },
  {
    name: 'tokens-kept-after-sign-out',
    file: 'tokens/createTokenStore.ts',
    from: 'signOut() {\n      forget()',
    to: 'signOut() {',
  },
  {
    name: 'a-repeated-token-lives-longer',
    file: 'core/createToken.ts',
    from: 'repeated?.expiresAt ?? Infinity',
    to: 'repeated ? Infinity : Infinity',
  },
  {
    name: 'a-failure-drops-the-token',
    file: 'core/state.ts',
    from: "if (error) return { status: 'degraded',",
    to: "if (error) return { status: 'error', willRetry: true, error, offline: isOffline }\n  if (error) return { status: 'degraded',",
  },
  {
    name: 'a-failure-covers-the-frame',
    file: 'core/state.ts',
    from: 'const error = snapshot.error ?? frames.error ?? active.error',
    to: `const error = snapshot.error ?? frames.error ?? active.error
  if (error) return { status: 'error', error, offline: isOffline, willRetry: true }`,
  },
  {
    name: 'a-refusal-is-final',
    file: 'core/refreshSchedule.ts',
    from: 'error.retryable ? QUICK_RETRY_DELAY : FATAL_RETRY_COOLDOWN',
    to: 'error.retryable ? QUICK_RETRY_DELAY : Infinity',
  },
  {
    name: 'listeners-kept-after-unmount',
    file: 'browser/wake.ts',
    from: 'for (const stop of stops) stop()',
    to: 'void stops',
  },
  {
    name: 'frames-of-dead-tokens',
    file: 'core/nextFrameStep.ts',
    from: 'if (!token?.isValidAt(now) || pending)',
    to: 'if (!token || pending)',
  },
]
