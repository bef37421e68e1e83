import { EmbedError } from '../core/errors.ts'
import { isRecord } from '../core/isRecord.ts'
import { callApp } from './callApp.ts'
import { hashKey } from './hashKey.ts'

/**
 * A store for minted tokens that several processes or requests share, such as Redis. Every entry has a time to live.
 * A storage of `unstorage` can be passed directly. The values contain tokens: anyone who can read the store can use the
 * tokens until they expire.
 */
export interface TokenCache {
  /** Returns the value of a key, as set or parsed from JSON; `null` or `undefined` if missing. */
  get(key: string): unknown
  /**
   * Sets the value of a key: JSON.
   *
   * @param options `ttl`: time to live, in whole seconds
   */
  set(key: string, value: string, options: { ttl: number }): unknown
}

/** A cache whose failures are reported without failing the request; a failed read has no result. Keys are hashed. */
export interface SafeCache {
  read(key: string): Promise<Readonly<Record<string, unknown>> | undefined>
  write(key: string, value: object, ttlMs: number): Promise<void>
}

/** Timeout for one call of the cache, in ms. */
const CACHE_TIMEOUT = 1_000
/**
 * How long the cache is not called after it did not respond in time, in ms: otherwise every request would wait for it.
 */
const CACHE_COOLDOWN = 5_000

/**
 * Wraps the app's cache, for all requests of one handler.
 *
 * @returns the cache for one request; `onError` receives each of its failures
 * @throws EmbedError `INVALID_OPTIONS` for a cache without `get` and `set`
 */
export function createSafeCache(cache: TokenCache | undefined): (onError: (error: EmbedError) => void) => SafeCache {
  if (cache) assertTokenCache(cache)
  let retryAt = 0

  return (onError) => {
    async function call(name: 'get' | 'set', run: (cache: TokenCache) => unknown): Promise<unknown> {
      if (!cache || performance.now() < retryAt) return undefined
      try {
        return await callApp(`cache.${name}()`, CACHE_TIMEOUT, () => run(cache))
      } catch (cause) {
        const isLate = cause instanceof EmbedError && cause.code === 'FETCH_TIMEOUT'
        if (isLate) retryAt = performance.now() + CACHE_COOLDOWN
        onError(isLate ? cause : cacheError(name, cause))
        return undefined
      }
    }

    return {
      async read(key) {
        const value = await call('get', async (store) => {
          const found = await store.get(await hashKey(key))
          const parsed: unknown = typeof found === 'string' ? JSON.parse(found) : found
          return parsed
        })
        return isRecord(value) ? value : undefined
      },
      async write(key, value, ttlMs) {
        const ttl = Math.ceil(ttlMs / 1_000)
        if (ttl > 0) await call('set', async (store) => store.set(await hashKey(key), JSON.stringify(value), { ttl }))
      },
    }
  }
}

function assertTokenCache(cache: Partial<TokenCache>): void {
  if (typeof cache.get === 'function' && typeof cache.set === 'function') return
  const message = 'cache must have the methods get(key) and set(key, value, { ttl }), with ttl in seconds.'
  throw new EmbedError('INVALID_OPTIONS', message)
}

/** Returns the error without its cause: a store may repeat the value, a token. */
function cacheError(name: string, cause: unknown): EmbedError {
  const kind = cause instanceof Error ? cause.name : typeof cause
  return new EmbedError('FETCH_FAILED', `cache.${name}() failed with ${kind}. The token was minted without the cache.`)
}
