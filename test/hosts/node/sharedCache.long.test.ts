import { once } from 'node:events'
import { createServer } from 'node:net'
import Redis from 'ioredis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { startEmulator } from '../../testing/startEmulator.ts'
import { buildCachedServer, type CachedServer, type Served, startCachedServer } from './startCachedServers.ts'
import { type Redis as RedisProcess, startRedis } from './startRedis.ts'
import type { TokenCacheName } from './tokenCaches.ts'

/** Requests that are in flight at the same time, by default. */
const CONCURRENCY = 40

let built: Awaited<ReturnType<typeof buildCachedServer>>
let emulated: Awaited<ReturnType<typeof startEmulator>>
let redis: RedisProcess
let servers: CachedServer[] = []

beforeAll(async () => {
  ;[built, redis] = await Promise.all([buildCachedServer(), startRedis()])
}, 900_000)
afterAll(async () => {
  await redis.kill()
  built.remove()
})
beforeEach(async () => {
  emulated = await startEmulator()
})
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()))
  servers = []
  await emulated.emulator.close()
})

/** Starts a process for each store. */
async function start(...caches: readonly (TokenCacheName | undefined)[]): Promise<CachedServer[]> {
  const started = caches.map((cache) => startCachedServer(built.file, emulated.emulator, redis.port, cache))
  servers.push(...(await Promise.all(started)))
  return servers.slice(-caches.length)
}

/** Lets viewers request their tokens, some at the same time, of the processes in turn. */
async function ask(viewers: number, of: readonly CachedServer[], concurrency = CONCURRENCY): Promise<Served[]> {
  const results: Served[] = []
  let next = 0
  const work = async (): Promise<void> => {
    for (let viewer = next++; viewer < viewers; viewer = next++) {
      const server = of[viewer % of.length]
      if (server) results.push(await server.ask())
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  return results
}

const statusesOf = (results: readonly Served[]): number[] => [...new Set(results.map(({ status }) => status))]
const tokensOf = (results: readonly Served[]): number => new Set(results.map(({ token }) => token)).size
const minted = (): number => emulated.emulator.events.summary().minted

/** Runs commands on the Redis. */
async function withClient<T>(run: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis({ host: '127.0.0.1', port: redis.port })
  try {
    return await run(client)
  } finally {
    client.disconnect()
  }
}

/** Processes whose cache is shared through one unstorage driver. */
const PAIR = ['unstorage', 'unstorage'] as const

describe('two processes of the handler that share a Redis through unstorage', () => {
  test('mint at most two tokens for 1,000 viewers of one customer', async () => {
    const pair = await start(...PAIR)
    const results = await ask(1_000, pair)
    expect([results.length, statusesOf(results)]).toEqual([1_000, [200]])
    expect(minted()).toBeLessThanOrEqual(2)
    expect(tokensOf(results)).toBe(minted())
    expect(pair.flatMap(({ errors }) => errors)).toEqual([])
  })

  test('keep one entry, whose key has no secret, for half of the lifetime of the token', async () => {
    await withClient((client) => client.flushall())
    await ask(20, await start(...PAIR))
    await withClient(async (client) => {
      const keys = await client.keys('*')
      expect(keys).toEqual([expect.stringMatching(/^embed-token:[0-9a-f]{64}$/)])
      const ttl = await client.ttl(keys[0] ?? '')
      expect(ttl).toBeGreaterThan(1_700)
      expect(ttl).toBeLessThanOrEqual(1_800)
    })
  })

  test('send the provider no request while its Retry-After lasts, also if the Redis is gone then', async () => {
    emulated.emulator.setOptions('explo', '*', { mintFault: 'rate-limited', retryAfter: 60 })
    const pair = await start(...PAIR)
    const [one, other] = pair
    expect(await one?.ask()).toMatchObject({ status: 429, retryAfter: '60' })
    const results = await ask(100, pair)
    expect(statusesOf(results)).toEqual([429])
    expect(results.every(({ retryAfter }) => Number(retryAfter) > 30 && Number(retryAfter) <= 60)).toBe(true)
    const ttls = await withClient(async (client) => Promise.all((await client.keys('*')).map((key) => client.ttl(key))))
    expect(ttls.some((ttl) => ttl > 30 && ttl <= 60)).toBe(true)
    await redis.kill()
    expect(await other?.ask()).toMatchObject({ status: 429 })
    expect(emulated.emulator.events.summary().rejected).toBe(1)
    redis = await startRedis(redis.port)
  })

  test('give each of 1,000 viewers a token although the Redis is killed in between, and share again after it is back', async () => {
    const pair = await start(...PAIR)
    let served = 0
    let killed: Promise<void> | undefined
    const watched = pair.map((server): CachedServer => {
      const askAndCount = async (): Promise<Served> => {
        const result = await server.ask()
        if ((served += 1) === 300) killed = redis.kill()
        return result
      }
      return { ...server, ask: askAndCount }
    })
    const results = await ask(1_000, watched)
    await killed
    expect([results.length, statusesOf(results)]).toEqual([1_000, [200]])
    expect(pair.flatMap(({ errors }) => errors).join()).toMatch(/cache\.\w+\(\)/)
    redis = await startRedis(redis.port)
    await vi.waitFor(
      async () => {
        await ask(4, pair)
        const before = minted()
        await ask(20, pair)
        expect(minted()).toBe(before)
      },
      { timeout: 30_000, interval: 200 },
    )
  })

  test('give each viewer a token while the Redis accepts connections and does not respond', async () => {
    const pair = await start(...PAIR)
    await ask(10, pair)
    redis.freeze()
    try {
      const results = await ask(200, pair)
      expect([results.length, statusesOf(results)]).toEqual([200, [200]])
      const countErrors = (): number => pair.flatMap(({ errors }) => errors).length
      const before = countErrors()
      // Most of these do not wait for the Redis: each that does has an error.
      expect(statusesOf(await ask(10, pair, 1))).toEqual([200])
      expect(countErrors() - before).toBeLessThan(10)
    } finally {
      redis.thaw()
    }
  })

  test.each<[string, (client: Redis, key: string) => Promise<unknown>]>([
    ['text that is no JSON', (client, key) => client.set(key, '{"token":')],
    ['fields of other types', (client, key) => client.set(key, '{"token":7,"expiresIn":"x","expiresAt":null}')],
    ['a list', async (client, key) => client.del(key).then(() => client.lpush(key, 'stale'))],
  ])('mint a token and repair the entry when it has %s', async (_, spoil) => {
    const server = await start('unstorage')
    await withClient(async (client) => {
      await client.flushall()
      await ask(4, server)
      const [key = ''] = await client.keys('*')
      await spoil(client, key)
      expect(statusesOf(await ask(40, server))).toEqual([200])
      expect(await client.get(key)).toContain('"token"')
    })
  })

  test('give each viewer a token when the port of the Redis has a server of another kind', async () => {
    await redis.kill()
    const web = createServer((socket) => {
      socket.on('error', () => {})
      socket.on('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    }).listen(redis.port, '127.0.0.1')
    await once(web, 'listening')
    const results = await ask(100, await start(...PAIR))
    expect([results.length, statusesOf(results)]).toEqual([100, [200]])
    web.close()
    redis = await startRedis(redis.port)
  })
})

test('processes with unstorage, ioredis and node-redis share a token, and a process with Keyv has a token of its own', async () => {
  await withClient((client) => client.flushall())
  const [first, ...others] = await start('unstorage', 'ioredis', 'node-redis', 'keyv')
  const token = (await first?.ask())?.token
  const results = await Promise.all(others.map((server) => server.ask()))
  expect(results.map((result) => result.token === token)).toEqual([true, true, false])
  const again = await Promise.all(others.map((server) => server.ask()))
  expect(again).toEqual(results)
  expect(minted()).toBe(2)
})

test('prints how many requests a second the handler serves with the cache, beside the handler without a cache', async () => {
  const [cached, plain] = await start('unstorage', undefined)
  const count = 100
  // One after another: the requests of the same moment share one request to the provider without a cache, too.
  const rateOf = async (server: CachedServer | undefined): Promise<number> => {
    const startedAt = performance.now()
    await ask(count, server ? [server] : [], 1)
    return count / (performance.now() - startedAt)
  }
  const ratios: number[] = []
  for (let round = 0; round < 3; round += 1) ratios.push((await rateOf(cached)) / (await rateOf(plain)))
  const median = ratios.sort((a, b) => a - b)[1] ?? 0
  process.stdout.write(`\nThe handler with a Redis serves ${median.toFixed(2)} times the requests of one without.\n`)
  // Each round without the cache minted for each viewer, and the rounds with it at most once.
  expect(minted() - 3 * count).toBeLessThanOrEqual(1)
})
