import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { mintExploToken } from '../../src/server.ts'
import { decryptExploToken } from '../../src/testing/exploToken.ts'
import { startEmulator } from '../testing/startEmulator.ts'
import { failureOf } from './failureOf.ts'

let emulated: Awaited<ReturnType<typeof startEmulator>>
beforeEach(async () => {
  emulated = await startEmulator()
})
afterEach(() => emulated.emulator.close())

type Options = Parameters<typeof mintExploToken>[0]

/** Mints for a dashboard and customer that are all right, unless told otherwise. */
function mint(options: Partial<Options> = {}) {
  const { apiToken, origin } = emulated.emulator.explo
  return mintExploToken({ apiToken, origin, embedId: 'sales', customerId: 'customer-7', ...options })
}

/** Mints with a `fetch` that tells what it was given. */
async function wireOf(options: Partial<Options> = {}) {
  const fetch = vi.fn<typeof globalThis.fetch>(async () => Response.json({ success: 1, jwt: 'j' }))
  const minted = await mint({ fetch, origin: undefined, apiToken: 'secret', ...options })
  const [url, init] = fetch.mock.calls[0] ?? []
  return { minted, url: String(url), headers: init?.headers, body: JSON.parse(String(init?.body)) as unknown }
}

describe('mintExploToken', () => {
  test('an Explo token opens its dashboard, and contains the minted claims', async () => {
    const { secret } = emulated.emulator.explo
    const before = Date.now()
    const { token, expiresIn, expiresAt } = await mint({
      expiration: 'PT1H',
      keyId: secret.id,
      allowedFeatures: ['flt', 'crt-view'],
      disableEditableSectionEditing: true,
      embedOrigin: 'https://app.example.com',
    })
    expect(expiresIn).toBe(3_600)
    // Rounded down to a whole ms.
    expect(Date.parse(expiresAt) - expiresIn * 1_000).toBeGreaterThanOrEqual(before - 1)
    expect(Date.parse(expiresAt) - expiresIn * 1_000).toBeLessThanOrEqual(Date.now())
    expect((await emulated.openDashboard(token)).status).toBe(200)
    expect(await decryptExploToken(token, secret)).toMatchObject({
      cst: 'customer-7',
      dsh: 'sales',
      rbc: ['flt', 'crt-view'],
      des: true,
      iss: 'https://app.example.com/',
    })
  })

  test("mintExploToken posts to the path with a trailing slash, with Explo's header and only the given fields", async () => {
    expect(await wireOf()).toEqual({
      minted: { token: 'j', expiresIn: 86_400, expiresAt: expect.any(String) },
      url: 'https://api.explo.co/api/generate_jwt/',
      headers: expect.objectContaining({
        'explo-authorization': 'Token secret',
        'content-type': 'application/json',
      }),
      body: { provided_id: 'customer-7', embed_id: 'sales' },
    })
  })

  test("mintExploToken uses Explo's own field names", async () => {
    const { body } = await wireOf({
      expiration: 'PT30M',
      keyId: 'key',
      chartId: 'chart',
      allowedFeatures: ['*'],
      disableEditableSectionEditing: false,
      embedOrigin: 'https://app.example.com/',
    })
    expect(body).toEqual({
      provided_id: 'customer-7',
      embed_id: 'sales',
      expiration: 'PT30M',
      key_id: 'key',
      chart_id: 'chart',
      rb_allowed_features: ['*'],
      disable_editable_section_editing: false,
      embed_origin: 'https://app.example.com/',
    })
  })

  test.each([
    ['PT15M', 900],
    ['P1D', 86_400],
    ['PT1.5H', 5_400],
  ])('an Explo token with the expiration %s is valid for %i seconds', async (expiration, seconds) => {
    expect((await wireOf({ expiration })).minted.expiresIn).toBe(seconds)
  })
})

describe('mintExploToken with an error response', () => {
  test.each([
    ['unauthorized', 'UNAUTHORIZED', 401],
    ['refuse', 'UNAUTHORIZED', 403],
    ['not-found', 'REQUEST_REJECTED', 404],
    ['invalid', 'REQUEST_REJECTED', 422],
    ['rate-limited', 'RATE_LIMITED', 429],
    ['error', 'FETCH_FAILED', 500],
  ] as const)('mintExploToken reports the status of %s', async (mintFault, code, status) => {
    emulated.emulator.setOptions('explo', 'sales', { mintFault, retryAfter: 60 })
    const error = await failureOf(mint())
    expect(error).toMatchObject({ code, status, provider: 'explo', retryAfterMs: status === 429 ? 60_000 : undefined })
    expect(error.message).toMatch(new RegExp(`responded with status ${status}: \\w`))
  })

  test('mintExploToken removes the API token from a repeated reason', async () => {
    const fetch = async (_: unknown, init?: RequestInit) =>
      Response.json({ detail: `not known: ${new Headers(init?.headers).get('explo-authorization')}` }, { status: 401 })
    const error = await failureOf(mint({ fetch, apiToken: `${emulated.emulator.explo.apiToken}\n` }))
    expect(error.message).toMatch(/401: not known: Token …$/)
  })

  test('mintExploToken rejects a wrong API token', async () => {
    expect(await failureOf(mint({ apiToken: 'wrong' }))).toMatchObject({ code: 'UNAUTHORIZED', status: 401 })
  })

  test.each([
    { success: 0, jwt: 'j' },
    { jwt: 'j' },
    { success: 1 },
    { success: 1, jwt: '' },
    { success: true, jwt: 'j' },
    null,
    [],
  ])('mintExploToken rejects an unsuccessful response with status 200: %j', async (answer) => {
    const fetch = async () => Response.json(answer)
    expect(await failureOf(mint({ fetch }))).toMatchObject({ code: 'INVALID_TOKEN_RESPONSE', provider: 'explo' })
  })
})

describe('mintExploToken with options', () => {
  test.each([
    [{ expiration: '2026-01-01' }, 'expiration must be an ISO 8601 duration'],
    [{ expiration: 'P1M' }, 'without months or years; it is "P1M"'],
    [{ expiration: 'PT0S' }, 'expiration must be'],
    [{ expiration: 'P999999999999D' }, 'of at most 100 years'],
    [{ expiration: 'P36501D' }, 'of at most 100 years'],
    [{ embedOrigin: 'app.example.com' }, 'embedOrigin must be like'],
    [{ embedOrigin: 'https://app.example.com/page' }, 'embedOrigin must be like'],
    [{ apiToken: '' }, 'apiToken is empty'],
    [{ apiToken: 'two words' }, 'apiToken contains whitespace or non-ASCII characters'],
    [{ embedId: '' }, 'embedId is empty'],
    [{ embedId: 'https://app.explo.co/iframe/secret' }, 'it is "https://app.explo.co/…"'],
    [{ customerId: undefined }, 'customerId is missing'],
  ])('mintExploToken rejects %j', async (options, message) => {
    const error = await failureOf(mint(options as never))
    expect(error).toMatchObject({ code: 'INVALID_OPTIONS' })
    expect(error.message).toContain(message)
    expect(emulated.emulator.events.entries()).toEqual([])
  })

  test('mintExploToken rejects when its timeout is over', async () => {
    emulated.emulator.setOptions('explo', 'sales', { mintFault: 'hang' })
    expect(await failureOf(mint({ timeout: 20 }))).toMatchObject({ code: 'FETCH_TIMEOUT', provider: 'explo' })
  })

  test('mintExploToken throws SERVER_ONLY in a browser', async () => {
    vi.stubGlobal('document', {})
    const error = await failureOf(mint())
    vi.unstubAllGlobals()
    expect(error).toMatchObject({ code: 'SERVER_ONLY' })
    expect(emulated.emulator.events.entries()).toEqual([])
  })
})
