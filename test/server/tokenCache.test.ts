import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { TokenCache, TokenHandlerOptions } from '../../src/server.ts'
import { createTestHandler, EXPLO, FELT } from './createTestHandler.ts'

beforeEach(() => vi.useFakeTimers({ now: 1_000_000_000_000 }))
afterEach(() => vi.useRealTimers())

/** A store as Redis is, or, with `parse`, as unstorage is: its `getItem` parses JSON. Ignores the time to live. */
function createStore({ parse = false } = {}) {
  const entries = new Map<string, string>()
  const cache = {
    get: vi.fn(async (key: string): Promise<unknown> => {
      const value = entries.get(key) ?? null
      return parse && value !== null ? JSON.parse(value) : value
    }),
    set: vi.fn(async (key: string, value: string, _options: { ttl: number }): Promise<void> => {
      entries.set(key, value)
    }),
  } satisfies TokenCache
  return { entries, cache }
}

/** Handlers of two processes that share a store; `permissions` are Explo's. */
function createProcesses(cache: TokenCache, permissions: object = {}) {
  const explo = { customerId: 'customer-7', embedIds: ['sales', 'orders'], expiration: 'PT1H', ...permissions }
  const authorize: TokenHandlerOptions['authorize'] = (request) => ({
    explo,
    felt: { userEmail: `${request.headers.get('x-viewer')}@example.com`, mapIds: ['map-1'] },
  })
  return [createTestHandler({ cache, authorize }), createTestHandler({ cache, authorize })] as const
}

describe('the cache option', () => {
  test('a cache serves a thousand consecutive viewers of one customer with one mint', async () => {
    const [one] = createProcesses(createStore().cache)
    for (let i = 0; i < 1_000; i += 1) expect((await one.ask(EXPLO)).body.token).toBe('token-1')
    expect(one.fetch).toHaveBeenCalledOnce()
  })

  test.each([false, true])(
    'a cache is shared by processes, with the remaining lifetime (parses: %s)',
    async (parse) => {
      const [one, other] = createProcesses(createStore({ parse }).cache)
      expect((await one.ask(EXPLO)).body).toEqual({ token: 'token-1', expiresIn: 3_600 })
      vi.setSystemTime(Date.now() + 600_000)
      expect((await other.ask(EXPLO)).body).toEqual({ token: 'token-1', expiresIn: 3_000 })
      expect(other.fetch).not.toHaveBeenCalled()
    },
  )

  test('a cache serves no token after half of its lifetime, even if the store ignores the time to live', async () => {
    const { cache } = createStore()
    const [one, other] = createProcesses(cache)
    await one.ask(EXPLO)
    expect(cache.set).toHaveBeenCalledExactlyOnceWith(expect.any(String), expect.any(String), { ttl: 1_800 })
    vi.setSystemTime(Date.now() + 1_800_000)
    expect((await other.ask(EXPLO)).body.expiresIn).toBe(3_600)
    expect(other.fetch).toHaveBeenCalledOnce()
  })

  test("a cache never serves one viewer's token to another viewer", async () => {
    const [one] = createProcesses(createStore().cache)
    const [ada, bob, again] = [
      await one.ask(FELT, { 'x-viewer': 'ada' }),
      await one.ask(FELT, { 'x-viewer': 'bob' }),
      await one.ask(FELT, { 'x-viewer': 'ada' }),
    ]
    expect(bob.body.token).not.toBe(ada.body.token)
    expect(again.body.token).toBe(ada.body.token)
  })

  test.each<[string, object, Partial<TokenHandlerOptions>, object]>([
    ['customer', { customerId: 'customer-8' }, {}, EXPLO],
    ['lifetime', { expiration: 'PT30M' }, {}, EXPLO],
    ['features', { allowedFeatures: ['flt'] }, {}, EXPLO],
    ['embed origin', { embedOrigin: 'https://app.example.com' }, {}, EXPLO],
    ['embed', {}, {}, { ...EXPLO, embedId: 'orders' }],
    ['API token', {}, { explo: { apiToken: 'of-another-account' } }, EXPLO],
    ['origin of the API', {}, { explo: { apiToken: 'explo-api-token', origin: 'https://eu.example' } }, EXPLO],
  ])('a cache serves no token minted with another %s', async (_, permissions, options, requested) => {
    const { cache } = createStore()
    const [one] = createProcesses(cache)
    await one.ask(EXPLO)
    const fetch = vi.fn<typeof globalThis.fetch>(async () => Response.json({ success: 1, jwt: 'other' }))
    const explo = { apiToken: 'explo-api-token', ...options.explo, fetch }
    const granted = { customerId: 'customer-7', embedIds: ['sales', 'orders'], expiration: 'PT1H', ...permissions }
    const { ask } = createTestHandler({ cache, explo, authorize: () => ({ explo: granted }) })
    expect((await ask(requested)).body.token).toBe('other')
  })

  test("a cache's keys contain no secret or personal data", async () => {
    const { cache, entries } = createStore()
    const [one] = createProcesses(cache)
    await one.ask(FELT, { 'x-viewer': 'ada' })
    await one.ask(EXPLO)
    expect([...entries.keys()]).toEqual(Array(2).fill(expect.stringMatching(/^embed-token:[0-9a-f]{64}$/)))
    expect([...entries.values()].join()).not.toMatch(/api-token|ada|customer/)
  })

  test("a cache is bypassed when the browser's current token does not work, and then stores the new token", async () => {
    const [one, other] = createProcesses(createStore().cache)
    await one.ask(EXPLO)
    expect((await one.ask({ ...EXPLO, reason: 'forced' })).body.token).toBe('token-2')
    expect((await other.ask(EXPLO)).body.token).toBe('token-2')
  })

  test.each<[string, Partial<TokenCache>]>([
    [
      'get throws',
      {
        get: () => {
          throw new TypeError('no connection')
        },
      },
    ],
    ['get rejects', { get: () => Promise.reject(new TypeError('no connection')) }],
    ['get hangs', { get: () => new Promise(() => {}) }],
    [
      'set throws',
      {
        set: () => {
          throw new TypeError('no connection')
        },
      },
    ],
    ['set rejects', { set: (_key, value) => Promise.reject(new Error(value)) }],
    ['set hangs', { set: () => new Promise(() => {}) }],
    ['get returns junk', { get: () => '{"token":' }],
  ])('a cache failure (%s) does not prevent the token, and the hook receives the reason', async (_, broken) => {
    const cache = { get: () => null, set: () => {}, ...broken }
    const { ask, events } = createTestHandler({ cache })
    const response = ask(EXPLO)
    await vi.advanceTimersByTimeAsync(3_000)
    expect(await response).toMatchObject({ status: 200, body: { token: 'token-1', expiresIn: 86_400 } })
    expect(events).toMatchObject([
      { status: 200, code: undefined, error: { message: expect.stringContaining('cache.') } },
    ])
    expect(String(events[0]?.error)).not.toContain('token-1')
  })

  test.each<[string, unknown]>([
    ['a number', 7],
    ['an object without a token', {}],
    ['an empty token', { token: '', expiresIn: 60, expiresAt: '2001-09-09T01:47:40.000Z' }],
    [
      'a lifetime that no number can have',
      '{"token":"stale","expiresIn":1e999,"expiresAt":"2001-09-09T01:47:40.000Z"}',
    ],
    ['a token without a lifetime', { token: 'stale' }],
    ['a token whose expiry is no date', { token: 'stale', expiresIn: 60, expiresAt: 'soon' }],
    ['an expired token', { token: 'stale', expiresIn: 60, expiresAt: '2001-01-01T00:00:00.000Z' }],
  ])('a cache entry with %s is not used', async (_, value) => {
    const { ask } = createTestHandler({ cache: { get: () => value, set: () => {} } })
    expect((await ask(EXPLO)).body.token).toBe('token-1')
  })

  test('a cache that does not respond delays one request by 1 s, and the requests of the next 5 s not at all', async () => {
    const cache = { get: vi.fn(() => new Promise(() => {})), set: vi.fn(() => new Promise(() => {})) }
    const { ask, fetch, events } = createTestHandler({ cache })
    const first = ask(EXPLO)
    // The key is hashed first, which takes no fake time.
    await vi.waitFor(() => expect(cache.get).toHaveBeenCalledOnce())
    await vi.advanceTimersByTimeAsync(1_000)
    expect((await first).status).toBe(200)
    for (let i = 0; i < 10; i += 1) expect((await ask(EXPLO)).status).toBe(200)
    expect([cache.get.mock.calls.length, cache.set.mock.calls.length, fetch.mock.calls.length]).toEqual([1, 0, 11])
    expect(events.map(({ error }) => error !== undefined)).toEqual([true, ...Array<boolean>(10).fill(false)])
    await vi.advanceTimersByTimeAsync(5_000)
    cache.get.mockResolvedValue({
      token: 'cached',
      expiresIn: 60,
      expiresAt: new Date(Date.now() + 60_000).toISOString(),
    })
    void ask(EXPLO)
    await vi.waitFor(() => expect(cache.get).toHaveBeenCalledTimes(2))
  })

  test('a cache that fails at once is read again by the next request', async () => {
    const cache = { get: vi.fn(() => Promise.reject(new Error('no connection'))), set: () => {} }
    const { ask } = createTestHandler({ cache })
    await ask(EXPLO)
    const calls = cache.get.mock.calls.length
    await ask(EXPLO)
    expect(cache.get).toHaveBeenCalledTimes(2 * calls)
  })

  test.each<[string, unknown]>([
    ['an object without methods', {}],
    ['an object without set', { get: () => null }],
    ['an object with the methods of another interface', { getItem: () => null, setItem: () => {} }],
    ['an address', 'redis://localhost:6379'],
  ])('createTokenHandler rejects a cache that is %s', (_, cache) => {
    const start = () => createTestHandler({ cache: cache as TokenCache })
    expect(start).toThrow('cache must have the methods get(key) and set(key, value, { ttl })')
    expect(start).toThrow(expect.objectContaining({ code: 'INVALID_OPTIONS' }))
  })

  test('a cache is not read for a viewer without access', async () => {
    const { cache } = createStore()
    await createTestHandler({ cache, authorize: () => 401 }).ask(EXPLO)
    expect(cache.get).not.toHaveBeenCalled()
  })
})

test('the token handler without a cache stores nothing', async () => {
  const { ask } = createTestHandler()
  expect([(await ask(EXPLO)).body.token, (await ask(EXPLO)).body.token]).toEqual(['token-1', 'token-2'])
})

describe("a provider's Retry-After", () => {
  const busy = (retryAfter: string, status = 429) =>
    vi.fn<typeof globalThis.fetch>(async () => new Response(null, { status, headers: { 'retry-after': retryAfter } }))
  const askFor = (fetch: typeof globalThis.fetch, options: Partial<TokenHandlerOptions> = {}) => {
    const authorize: TokenHandlerOptions['authorize'] = (request) => ({
      felt: { userEmail: `${request.headers.get('x-viewer')}@example.com`, mapIds: ['map-1'] },
      explo: { customerId: 'c', embedIds: ['sales'] },
    })
    return createTestHandler({ felt: { apiToken: 'felt-api-token', fetch }, authorize, ...options })
  }

  test("a provider's Retry-After applies to the whole account: 50 viewers receive 429 with the remaining delay", async () => {
    const fetch = busy('60')
    const { ask, events } = askFor(fetch)
    await ask(FELT, { 'x-viewer': 'first' })
    vi.setSystemTime(Date.now() + 20_500)
    for (let i = 0; i < 50; i += 1) {
      const { status, headers, body } = await ask(FELT, { 'x-viewer': `viewer-${i}` })
      expect([status, headers.get('retry-after'), body.code]).toEqual([429, '40', 'RATE_LIMITED'])
    }
    expect(fetch).toHaveBeenCalledOnce()
    expect(String(events[50]?.error)).toContain('felt requested a delay')
  })

  test("the first request after a provider's Retry-After reaches the provider", async () => {
    const fetch = busy('60')
    const { ask } = askFor(fetch)
    await ask()
    vi.setSystemTime(Date.now() + 60_000)
    await ask()
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  test.each([
    ['a 503 with Retry-After pauses, too', '60', 503, 1],
    ['a date is read', 'Sun, 09 Sep 2001 01:47:40 GMT', 429, 1],
    ['nonsense pauses nothing', 'soon', 429, 2],
    ['a year is five minutes', '31536000', 429, 1],
  ])("a provider's Retry-After is limited: %s", async (_, retryAfter, status, requests) => {
    const fetch = busy(retryAfter, status)
    const { ask } = askFor(fetch)
    await ask()
    await ask()
    expect(fetch).toHaveBeenCalledTimes(requests)
    vi.setSystemTime(Date.now() + 5 * 60_000)
    await ask()
    expect(fetch).toHaveBeenCalledTimes(requests + 1)
  })

  test("a provider's Retry-After does not affect another account or the other provider", async () => {
    const fetch = busy('60')
    const felt = (request: Request) => ({ apiToken: `of-${request.headers.get('x-viewer')}`, fetch })
    const { ask } = askFor(fetch, { felt })
    await ask(FELT, { 'x-viewer': 'a' })
    await ask(FELT, { 'x-viewer': 'b' })
    expect(fetch).toHaveBeenCalledTimes(2)
    expect((await ask(EXPLO)).status).toBe(200)
  })

  test("a provider's Retry-After outlives the cache in each process that has read it", async () => {
    const { cache, entries } = createStore()
    const [fetchOfOne, fetchOfOther] = [busy('60'), busy('60')]
    const [one, other] = [askFor(fetchOfOne, { cache }), askFor(fetchOfOther, { cache })]
    await one.ask(FELT, { 'x-viewer': 'ada' })
    expect((await other.ask(FELT, { 'x-viewer': 'bob' })).status).toBe(429)
    entries.clear()
    vi.setSystemTime(Date.now() + 59_000)
    expect((await other.ask(FELT, { 'x-viewer': 'bob' })).headers.get('retry-after')).toBe('1')
    expect(fetchOfOther).not.toHaveBeenCalled()
  })

  test("a provider's Retry-After stays in the cache until it is over, even if it ends between two seconds", async () => {
    vi.setSystemTime(1_000_000_000_500)
    const { cache } = createStore()
    await askFor(busy('Sun, 09 Sep 2001 01:46:42 GMT'), { cache }).ask()
    expect(cache.set).toHaveBeenCalledExactlyOnceWith(expect.any(String), '{"until":1000000002000}', { ttl: 2 })
  })

  test("a provider's Retry-After is shared by processes through the cache, which still serves tokens", async () => {
    const { cache } = createStore()
    const [fetchOfOne, fetchOfOther] = [busy('60'), busy('60')]
    const working = createTestHandler({ cache })
    await working.ask()
    const [one, other] = [askFor(fetchOfOne, { cache }), askFor(fetchOfOther, { cache })]
    await one.ask(FELT, { 'x-viewer': 'carl' })
    expect((await other.ask(FELT, { 'x-viewer': 'bob' })).headers.get('retry-after')).toBe('60')
    expect(fetchOfOther).not.toHaveBeenCalled()
    expect((await working.ask()).body.token).toBe('token-1')
  })
})
