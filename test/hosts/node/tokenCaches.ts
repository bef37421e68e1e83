import Redis from 'ioredis'
import Keyv from 'keyv'
import { createClient } from 'redis'
import { createStorage } from 'unstorage'
import redisDriver from 'unstorage/drivers/redis'
import type { TokenCache } from '../../../src/server.ts'

/** The stores of the table in docs/server.md, each as the option `cache`. The first three share what they keep. */
export const TOKEN_CACHES = {
  async unstorage(port: number): Promise<TokenCache> {
    return createStorage({ driver: redisDriver({ host: '127.0.0.1', port }) })
  },
  async ioredis(port: number): Promise<TokenCache> {
    const redis = new Redis({ host: '127.0.0.1', port })
    // @ts-expect-error Without its own way to name the time to live, a client is no cache.
    const cache: TokenCache = redis
    void cache
    return { get: (key) => redis.get(key), set: (key, value, { ttl }) => redis.set(key, value, 'EX', ttl) }
  },
  async 'node-redis'(port: number): Promise<TokenCache> {
    const redis = createClient({ socket: { host: '127.0.0.1', port } })
    redis.on('error', () => {})
    await redis.connect()
    // @ts-expect-error It would keep the entries forever.
    const cache: TokenCache = redis
    void cache
    return { get: (key) => redis.get(key), set: (key, value, { ttl }) => redis.set(key, value, { EX: ttl }) }
  },
  async keyv(): Promise<TokenCache> {
    const keyv = new Keyv()
    // @ts-expect-error It would keep the entries forever.
    const cache: TokenCache = keyv
    void cache
    return { get: (key) => keyv.get(key), set: (key, value, { ttl }) => keyv.set(key, value, ttl * 1_000) }
  },
} satisfies Record<string, (port: number) => Promise<TokenCache>>

/** The name of a store. */
export type TokenCacheName = keyof typeof TOKEN_CACHES
