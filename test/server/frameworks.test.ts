import { afterEach, describe, expect, test, vi } from 'vitest'
import { createTokenHandler, isEmbedError, mintExploToken, mintFeltToken, type ViewerAccess } from '../../src/server.ts'

type Fetch = typeof globalThis.fetch

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const MINTS: [string, (fetch: Fetch) => Promise<{ expiresAt: string; expiresIn: number }>][] = [
  [
    'mintFeltToken',
    (fetch) => mintFeltToken({ apiToken: 'secret', mapId: 'map-1', userEmail: 'ada@example.com', fetch }),
  ],
  [
    'mintExploToken',
    (fetch) => mintExploToken({ apiToken: 'secret', embedId: 'sales', customerId: 'c', expiration: 'PT15M', fetch }),
  ],
]

const answer = () => Response.json({ success: 1, jwt: 'j', token: 't' })

/** As Next.js throws it, where a page that is being prerendered requests what is not to be cached. */
const createSignal = (digest: unknown = 'DYNAMIC_SERVER_USAGE') => Object.assign(new Error('dynamic'), { digest })

describe.each(MINTS)('%s', (_, mint) => {
  test('a mint request is sent with cache: no-store', async () => {
    const fetch = vi.fn<Fetch>(async () => answer())
    await mint(fetch)
    expect(fetch.mock.calls[0]?.[1]).toMatchObject({ cache: 'no-store', method: 'POST' })
  })

  test("a mint request has no cache field when the runtime's requests have no such field", async () => {
    vi.stubGlobal('Request', class {})
    const fetch = vi.fn<Fetch>(async () => answer())
    await mint(fetch)
    expect(fetch.mock.calls[0]?.[1]).not.toHaveProperty('cache')
  })

  test('a mint function works without a global Request, with a custom fetch', async () => {
    vi.stubGlobal('Request', undefined)
    const fetch = vi.fn<Fetch>(async () => answer())
    await mint(fetch)
    expect(fetch).toHaveBeenCalledOnce()
  })

  test('a mint function passes an error with a digest unchanged to the framework', async () => {
    const signal = createSignal()
    await expect(mint(() => Promise.reject(signal))).rejects.toBe(signal)
    await expect(mint(() => Promise.reject({ digest: 'NEXT_REDIRECT' }))).rejects.toEqual({ digest: 'NEXT_REDIRECT' })
  })

  test.each([new TypeError('fetch failed'), createSignal(7), createSignal(null), 'digest', null])(
    'a mint function wraps any other error: %s',
    async (cause) => {
      const error: unknown = await mint(() => Promise.reject(cause)).catch((reason: unknown) => reason)
      expect(isEmbedError(error)).toBe(true)
      expect(error).toMatchObject({ code: 'FETCH_FAILED', cause })
    },
  )

  test('a mint function reads the time only after the response, because a framework may refuse to prerender', async () => {
    const now = vi.spyOn(Date, 'now')
    let readBefore: number | undefined
    await mint(async () => {
      readBefore = now.mock.calls.length
      return answer()
    })
    expect(readBefore).toBe(0)
    expect(now).toHaveBeenCalled()
  })

  test('a mint function counts the lifetime from the start of the request, even for a slow response', async () => {
    vi.useFakeTimers({ now: 1_000_000, toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'] })
    const minting = mint(async () => {
      await vi.advanceTimersByTimeAsync(3_000)
      return answer()
    })
    const { expiresAt, expiresIn } = await minting
    expect(expiresIn).toBe(900)
    expect(Date.parse(expiresAt)).toBe(1_900_000)
  })

  test('a mint function uses the system clock after the response, if the clock is set in between', async () => {
    vi.useFakeTimers({ now: 1_000_000, toFake: ['Date'] })
    const { expiresAt } = await mint(async () => {
      vi.setSystemTime(5_000_000)
      return answer()
    })
    expect(Date.parse(expiresAt)).toBeLessThanOrEqual(5_900_000)
    expect(Date.parse(expiresAt)).toBeGreaterThan(5_890_000)
  })
})

describe('the token handler', () => {
  const ada: ViewerAccess = { felt: { userEmail: 'ada@example.com', mapIds: ['map-1'] } }
  const createRequest = () =>
    new Request('http://localhost/', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ provider: 'felt', mapId: 'map-1' }),
    })

  /** A handler in which each of these steps throws what it is given. */
  function createHandler(steps: { authorize?: unknown; mapIds?: unknown; fetch?: unknown }) {
    const onResponse = vi.fn()
    const handler = createTokenHandler({
      felt: {
        apiToken: 'secret',
        fetch: () => ('fetch' in steps ? Promise.reject(steps.fetch) : Promise.resolve(answer())),
      },
      authorize() {
        if ('authorize' in steps) throw steps.authorize
        if (!('mapIds' in steps)) return ada
        return { felt: { userEmail: 'ada@example.com', mapIds: () => Promise.reject(steps.mapIds) } }
      },
      onResponse,
    })
    return { handler, onResponse }
  }

  test.each(['authorize', 'mapIds', 'fetch'])(
    'the token handler passes an error with a digest thrown by %s unchanged, and does not call onResponse',
    async (step) => {
      const signal = createSignal('NEXT_REDIRECT;replace;/sign-in;307;')
      const { handler, onResponse } = createHandler({ [step]: signal })
      await expect(handler(createRequest())).rejects.toBe(signal)
      expect(onResponse).not.toHaveBeenCalled()
    },
  )

  test('the token handler passes a framework error to each of the requests that share a mint', async () => {
    const signal = createSignal()
    const { handler, onResponse } = createHandler({ fetch: signal })
    const ends = await Promise.allSettled([handler(createRequest()), handler(createRequest())])
    expect(ends).toEqual([
      { status: 'rejected', reason: signal },
      { status: 'rejected', reason: signal },
    ])
    expect(onResponse).not.toHaveBeenCalled()
  })

  test.each(['authorize', 'mapIds', 'fetch'])(
    'the token handler responds to any other error of %s and calls onResponse',
    async (step) => {
      const { handler, onResponse } = createHandler({ [step]: createSignal(7) })
      expect((await handler(createRequest())).status).toBe(step === 'fetch' ? 502 : 500)
      expect(onResponse).toHaveBeenCalledOnce()
    },
  )
})
