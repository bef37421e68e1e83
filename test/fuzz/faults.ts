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
    file: 'react/attemptToken.ts',
    from: 'const FETCH_TIMEOUT = 60_000',
    to: 'const FETCH_TIMEOUT = Infinity',
  },
  {
    name: 'anchor-at-response',
    file: 'react/attemptToken.ts',
    from: 'issueToken(parsed, { anchor,',
    to: 'issueToken(parsed, { anchor: { at: now(), wall: Date.now() },',
  },
  {
    name: 'monotonic-clock-only',
    file: 'browser/clock.ts',
    from: 'wall - mono > SLEEP_THRESHOLD ? wall : mono',
    to: 'wall - mono > SLEEP_THRESHOLD ? mono : mono',
  },
  {
    name: 'clock-from-one-anchor',
    file: 'browser/clock.ts',
    from: `virtual += last ? elapsedSince(last, reading) : reading.wall
  last = reading`,
    to: `last ??= reading
  virtual = last.wall + Math.max(reading.mono - last.mono, reading.wall - last.wall)`,
  },
  { name: 'wall-clock-only', file: 'browser/clock.ts', from: 'return virtual\n', to: 'return reading.wall\n' },
  {
    name: 'no-single-flight',
    file: 'react/tokenQuery.ts',
    from: 'if (control.inFlight) return control.inFlight',
    to: '',
  },
  { name: 'no-backoff', file: 'core/backoff.ts', from: '(0.5 + random / 2) *', to: '(random - random) *' },
  {
    name: 'no-retry-after',
    file: 'core/plan.ts',
    from: 'return retryAfter > 0 ? Math.min(retryAfter, MAX_RETRY_AFTER) : 0',
    to: 'return retryAfter * 0',
  },
  {
    name: 'no-watchdog',
    file: 'browser/wake.ts',
    from: '}, WATCHDOG_PERIOD)',
    to: '}, 2 ** 31 - 1)',
  },
  {
    name: 'watchdog-of-long-gaps-only',
    file: 'browser/wake.ts',
    from: 'tell(slept && !isPageHidden())',
    to: 'if (slept) tell(!isPageHidden())',
  },
  { name: 'timers-kept-after-unmount', file: 'browser/wake.ts', from: 'clearInterval(timer)', to: '' },
  { name: 'no-floor', file: 'core/plan.ts', from: 'const FLOOR = 5_000', to: 'const FLOOR = 0' },
  {
    name: 'no-clamp',
    file: 'core/lifetime.ts',
    from: 'const max = policy.max ?? Infinity',
    to: 'const max = policy.max ? Infinity : Infinity',
  },
  {
    name: 'no-delay-clamp',
    file: 'core/delay.ts',
    from: 'Math.min(delay, MAX_DELAY)',
    to: 'Math.max(delay, MAX_DELAY - MAX_DELAY)',
  },
  {
    name: 'no-minting-test',
    file: 'core/lifetime.ts',
    from: 'return looksOld && ',
    to: 'return looksOld && !looksOld && ',
  },
  {
    name: 'one-token-for-all-viewers',
    file: 'react/tokenQuery.ts',
    from: 'tokenKey, viewer ?? null]',
    to: 'tokenKey, viewer && null]',
  },
  {
    name: 'tokens-kept-after-sign-out',
    file: 'react/clearEmbedTokens.ts',
    from: 'client.getQueryCache().remove(query)',
    to: '',
  },
  {
    name: 'a-repeated-token-lives-longer',
    file: 'core/issueToken.ts',
    from: 'repeated?.expiresAt ?? Infinity',
    to: 'repeated ? Infinity : Infinity',
  },
  {
    name: 'a-failure-drops-the-token',
    file: 'core/state.ts',
    from: "if (error) return { status: 'degraded',",
    to: "if (error) return { status: 'error', willRetry: true, error, offline }\n  if (error) return { status: 'degraded',",
  },
  {
    name: 'a-failure-covers-the-frame',
    file: 'core/state.ts',
    from: 'const error = view.error ?? frames.error ?? live.error',
    to: `const error = view.error ?? frames.error ?? live.error
  if (error) return { status: 'error', error, offline, willRetry: true }`,
  },
  {
    name: 'a-refusal-is-final',
    file: 'core/plan.ts',
    from: 'error.retryable ? SOON : FATAL_REST',
    to: 'error.retryable ? SOON : Infinity',
  },
  {
    name: 'listeners-kept-after-unmount',
    file: 'browser/wake.ts',
    from: 'ended.abort()',
    to: 'void ended',
  },
  {
    name: 'frames-of-dead-tokens',
    file: 'core/nextStep.ts',
    from: 'if (!token?.isValidAt(now) || next)',
    to: 'if (!token || next)',
  },
]
