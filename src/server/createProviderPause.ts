import { EmbedError } from '../core/errors.ts'
import type { SafeCache } from './tokenCache.ts'

/** A provider that asks for a longer pause is asked again after this time, in ms. */
const MAX_PAUSE = 5 * 60_000

/** The pauses that providers asked for by `Retry-After`, for each account. */
export interface ProviderPause {
  /**
   * Checks an account before a request.
   *
   * @throws EmbedError `RATE_LIMITED` with what is left of the pause
   */
  assertNone(provider: string, accountKey: string, cache: SafeCache): Promise<void>
  /** Begins a pause if a failed request was answered with `Retry-After`. */
  begin(error: unknown, accountKey: string, cache: SafeCache): Promise<void>
}

/** Keeps the pauses in memory, and in the app's cache for the other processes. */
export function createProviderPause(): ProviderPause {
  const ends = new Map<string, number>()

  return {
    async assertNone(provider, accountKey, cache) {
      const shared = await cache.read(cacheKey(accountKey))
      const left = Math.max(timeLeft(ends.get(accountKey)), timeLeft(shared?.until))
      if (left === 0) return void ends.delete(accountKey)
      // The cache may be gone before the pause of another process is over.
      ends.set(accountKey, Date.now() + left)
      const message = `No request was sent: ${provider} asked for a pause by Retry-After.`
      throw new EmbedError('RATE_LIMITED', message, { provider, status: 429, retryAfterMs: left })
    },
    async begin(error, accountKey, cache) {
      const pause = error instanceof EmbedError ? Math.min(error.retryAfterMs ?? 0, MAX_PAUSE) : 0
      if (pause === 0) return
      const until = Date.now() + pause
      ends.set(accountKey, until)
      await cache.write(cacheKey(accountKey), { until }, pause)
    },
  }
}

function cacheKey(accountKey: string): string {
  return `pause ${accountKey}`
}

/** Returns 0 for anything but an end in the near future, as a clock may have been set and a cache may contain anything. */
function timeLeft(until: unknown): number {
  const left = typeof until === 'number' ? until - Date.now() : 0
  return left > 0 && left <= MAX_PAUSE ? left : 0
}
