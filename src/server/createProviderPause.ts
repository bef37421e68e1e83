import { EmbedError } from '../core/errors.ts'
import type { SafeCache } from './tokenCache.ts'

/** Upper limit for a provider's `Retry-After`, in ms. */
const MAX_PAUSE = 5 * 60_000

/** Delays requested by providers with `Retry-After`, per account. */
export interface ProviderPause {
  /**
   * Checks an account before a request.
   *
   * @throws EmbedError `RATE_LIMITED` with the remaining delay
   */
  assertNone(provider: string, accountKey: string, cache: SafeCache): Promise<void>
  /** Starts the delay if a failed request had `Retry-After`. */
  begin(error: unknown, accountKey: string, cache: SafeCache): Promise<void>
}

/** Keeps delays in memory, and in the app's cache for other processes. */
export function createProviderPause(): ProviderPause {
  const ends = new Map<string, number>()

  return {
    async assertNone(provider, accountKey, cache) {
      const shared = await cache.read(cacheKey(accountKey))
      const left = Math.max(timeLeft(ends.get(accountKey)), timeLeft(shared?.until))
      if (left === 0) return void ends.delete(accountKey)
      // The cache may be gone before the pause of another process is over.
      ends.set(accountKey, Date.now() + left)
      const message = `No request was sent, because ${provider} requested a delay with Retry-After.`
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

/** Returns 0 unless the end is in the near future: a clock may have been set, and a cache may contain any value. */
function timeLeft(until: unknown): number {
  const left = typeof until === 'number' ? until - Date.now() : 0
  return left > 0 && left <= MAX_PAUSE ? left : 0
}
