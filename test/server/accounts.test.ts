import { inspect } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import { mintExploToken, mintFeltToken, type TokenHandlerOptions } from '../../src/server.ts'
import { failureOf } from './failureOf.ts'
import { ADA, createRequest, createTestHandler, EXPLO, FELT } from './createTestHandler.ts'

type Fetch = typeof globalThis.fetch

/** The API tokens that the provider received. */
function apiTokensOf({ mock }: { mock: { calls: Parameters<Fetch>[] } }): (string | null)[] {
  return mock.calls.map(([, init]) => {
    const headers = new Headers(init?.headers)
    return headers.get('authorization') ?? headers.get('explo-authorization')
  })
}

const createFetch = () => vi.fn<Fetch>(async () => Response.json({ success: 1, jwt: 'j', token: 't' }))

describe('an account function of createTokenHandler', () => {
  const workspaceOf = (request: Request) => `token-of-${request.headers.get('x-tenant')}`

  test.each([
    ['felt', FELT, 'Bearer'],
    ['explo', EXPLO, 'Token'],
  ] as const)("the account function's account is used for minting: %s", async (provider, requested, scheme) => {
    const fetch = createFetch()
    const account = vi.fn(async (request: Request) => ({ apiToken: workspaceOf(request), fetch }))
    const { ask } = createTestHandler({ [provider]: account })
    const asked = await Promise.all(['a', 'b', 'a'].map((tenant) => ask(requested, { 'x-tenant': tenant })))
    expect(asked.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(apiTokensOf(fetch)).toEqual([`${scheme} token-of-a`, `${scheme} token-of-b`])
    expect(account.mock.calls[0]).toEqual([expect.any(Request), requested])
  })

  test('the account function is not called for a viewer without access', async () => {
    const felt = vi.fn(() => ({ apiToken: 'secret' }))
    await createTestHandler({ felt, authorize: () => 401 }).ask()
    await createTestHandler({ felt }).ask({ ...FELT, mapId: 'map-2' })
    expect(felt).not.toHaveBeenCalled()
  })

  test('an account function without a result leads to 403', async () => {
    const { ask } = createTestHandler({ felt: async () => undefined })
    expect((await ask()).status).toBe(403)
  })

  test("an account function's failure leads to 502 with a clear reason, without its status", async () => {
    const felt = () => Promise.reject(Object.assign(new Error('no such tenant'), { status: 403 }))
    const { ask, events } = createTestHandler({ felt })
    expect((await ask()).status).toBe(502)
    expect(String(events[0]?.error)).toBe('EmbedError: felt() failed; see `cause`.')
    expect(events).toMatchObject([{ error: { provider: 'felt', cause: { message: 'no such tenant' } } }])
  })
})

describe.each([
  ['felt', FELT],
  ['explo', EXPLO],
] as const)('an apiToken returned by authorize for %s', (provider, requested) => {
  test('an apiToken returned by authorize leads to 500 with an explanation, and no token is minted', async () => {
    const granted = { ...ADA[provider], apiToken: 'of-another-workspace' }
    const authorize = (() => ({ [provider]: granted })) as unknown as TokenHandlerOptions['authorize']
    const { ask, fetch, events } = createTestHandler({ authorize })
    expect((await ask(requested)).status).toBe(500)
    expect(String(events[0]?.error)).toContain(`${provider}: (request) => ({ apiToken })`)
    expect(inspect(events, { depth: 9 })).not.toContain('of-another-workspace')
    expect(fetch).not.toHaveBeenCalled()
  })

  test('an apiToken of null is ignored, because database rows may contain null', async () => {
    const authorize = (() => ({
      [provider]: { ...ADA[provider], apiToken: null },
    })) as unknown as TokenHandlerOptions['authorize']
    expect((await createTestHandler({ authorize }).ask(requested)).status).toBe(200)
  })
})

describe('apiToken as a function', () => {
  test('an apiToken function is called for each mint, so that a rotated secret is used', async () => {
    const fetch = createFetch()
    let version = 0
    const { ask } = createTestHandler({ felt: { apiToken: async () => `secret-${++version}`, fetch } })
    await ask()
    await ask()
    expect(apiTokensOf(fetch)).toEqual(['Bearer secret-1', 'Bearer secret-2'])
  })

  test.each([
    [
      'mintFeltToken',
      (options: { apiToken: () => string; fetch: Fetch }) =>
        mintFeltToken({ ...options, mapId: 'map-1', userEmail: 'ada@example.com' }),
    ],
    [
      'mintExploToken',
      (options: { apiToken: () => string; fetch: Fetch }) =>
        mintExploToken({ ...options, embedId: 'sales', customerId: 'c' }),
    ],
  ])('an apiToken function works in %s', async (_, mint) => {
    const fetch = createFetch()
    await mint({ apiToken: () => 'from-the-vault', fetch })
    expect(apiTokensOf(fetch)).toEqual([expect.stringContaining(' from-the-vault')])
  })

  test.each<[string, () => string | Promise<string>, number]>([
    [
      'throws',
      () => {
        throw new Error('the vault is sealed')
      },
      502,
    ],
    ['rejects', () => Promise.reject(new Error('the vault is sealed')), 502],
    ['returns nothing', () => '', 500],
    ['returns a text with a blank', () => 'not a token', 500],
  ])(
    'an apiToken function that %s is reported on the server only, with the name of the function',
    async (_, apiToken, status) => {
      const { ask, events, fetch } = createTestHandler({ explo: { apiToken } })
      const response = await ask(EXPLO)
      expect([response.status, response.text]).toEqual([status, expect.not.stringContaining('vault')])
      expect(String(events[0]?.error)).toContain('apiToken')
      expect(String(events[0]?.error)).not.toMatch(/not a token|sealed/)
      expect(fetch).not.toHaveBeenCalled()
    },
  )

  test('a failing apiToken function in a mint function leads to an EmbedError with its cause', async () => {
    const apiToken = () => Promise.reject(new Error('sealed'))
    const error = await failureOf(mintFeltToken({ apiToken, mapId: 'map-1', userEmail: 'ada@example.com' }))
    expect(error).toMatchObject({ code: 'FETCH_FAILED', provider: 'felt', cause: { message: 'sealed' } })
  })

  test("an apiToken function's framework signal passes unchanged", async () => {
    const signal = Object.assign(new Error('dynamic'), { digest: 'DYNAMIC_SERVER_USAGE' })
    const { handler } = createTestHandler({ felt: { apiToken: () => Promise.reject(signal) } })
    await expect(handler(createRequest())).rejects.toBe(signal)
  })
})
