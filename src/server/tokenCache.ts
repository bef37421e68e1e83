import { EmbedError } from '../core/errors.ts'
import { isRecord } from '../core/isRecord.ts'
import { callApp } from './callApp.ts'
import { hashKey } from './hashKey.ts'

/**
 * A store for minted tokens, shared between processes or requests, such as Redis. Every entry has a time to live.
 * The values contain tokens: anyone with read access to the store can use the tokens until they expire.
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
 * Wraps the app's cache.
 *
 * @param onError receives each failure
 */
export function createSafeCache(cache: TokenCache | undefined, onError: (error: EmbedError) => void): SafeCache {
  async function call(name: string, run: () => unknown): Promise<unknown> {
    try {
      return await callApp(`cache.${name}()`, CACHE_TIMEOUT, run)
    } catch (cause) {
      onError(cause instanceof EmbedError ? cause : cacheError(name, cause))
      return undefined
    }
  }

  return {
    async read(key) {
      if (!cache) return undefined
      const value = await call('get', async () => {
        const found = await cache.get(await hashKey(key))
        const parsed: unknown = typeof found === 'string' ? JSON.parse(found) : found
        return parsed
      })
      return isRecord(value) ? value : undefined
    },
    async write(key, value, ttlMs) {
      const ttl = Math.floor(ttlMs / 1_000)
      if (cache && ttl >= 1)
        await call('set', async () => cache.set(await hashKey(key), JSON.stringify(value), { ttl }))
    },
  }
}

/** Returns the error without its cause: a store may repeat the value, a token. */
function cacheError(name: string, cause: unknown): EmbedError {
  const kind = cause instanceof Error ? cause.name : typeof cause
  return new EmbedError('FETCH_FAILED', `cache.${name}() failed with ${kind}. The token was minted without the cache.`)
}
