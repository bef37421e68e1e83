import { describe, expect, test, vi } from 'vitest'
import type { TokenHandlerOptions } from '../../src/server.ts'
import { createTestHandler, FELT } from './createTestHandler.ts'

type AllowedOrigins = TokenHandlerOptions['allowedOrigins']

async function statusFor(allowedOrigins: AllowedOrigins, origin: string): Promise<number> {
  return (await createTestHandler({ allowedOrigins }).ask(FELT, { origin })).status
}

describe('allowedOrigins', () => {
  test.each([
    'capacitor://localhost',
    'tauri://localhost',
    'ionic://localhost',
    'app://obsidian.md',
    'chrome-extension://abcdefghijklmnop',
    'http://tenant.localhost:3000',
    'http://192.168.1.20:5173',
    'http://intranet',
    'http://[fe80::1]:3000',
    'https://app.example.com',
  ])('allowedOrigins may contain %s, because origins are only compared', async (origin) => {
    expect(await statusFor([origin], origin)).toBe(200)
    expect(await statusFor([`${origin}/`], origin)).toBe(200)
    expect(await statusFor([origin], 'https://other.example')).toBe(403)
    expect(await statusFor([origin], 'null')).toBe(403)
  })

  test.each([
    ['HTTPS://App.Example.com:443', 'https://app.example.com'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ])('allowedOrigins normalizes %s to the format sent by browsers', async (text, origin) => {
    expect(await statusFor([text], origin)).toBe(200)
  })

  test.each([
    ['https://*.vercel.app', 'https://my-app.vercel.app', 200],
    ['https://*.vercel.app', 'https://a.b.vercel.app', 200],
    ['http://*.localhost:3000', 'http://tenant.localhost:3000', 200],
    ['https://*.vercel.app', 'https://vercel.app', 403],
    ['https://*.vercel.app', 'https://.vercel.app', 403],
    ['https://*.vercel.app', 'http://my-app.vercel.app', 403],
    ['https://*.vercel.app', 'https://my-app.vercel.app:8443', 403],
    ['https://*.vercel.app', 'https://evilvercel.app', 403],
    ['https://*.vercel.app', 'https://my-app.vercel.app.evil.example', 403],
    ['https://*.vercel.app', 'https://evil.example/.vercel.app', 403],
    ['https://*.vercel.app', 'https://evil.example@x.vercel.app', 403],
  ])('allowedOrigins with the wildcard %s responds to %s with %i', async (rule, origin, status) => {
    expect(await statusFor([rule], origin)).toBe(status)
  })

  test.each<[unknown, string]>([
    [[undefined], 'it is "undefined"'],
    [[null], 'it is "null"'],
    [[''], 'it is ""'],
    [Array(1), 'it is "undefined"'],
    [['*'], 'it is "*"'],
    [['null'], 'it is "null"'],
    [['app.example.com'], 'it is "app.example.com"'],
    [['localhost:3000'], 'it is "localhost:3000"'],
    [['https://app.example.com/page'], 'it is "https://app.example.com/…"'],
    [['https://user:secret@app.example.com'], 'it is "https://…@app.example.com"'],
    [['https://my-app-*.vercel.app'], 'it is "https://my-app-*.vercel.app"'],
    [['https://*'], 'it is "https://*"'],
    [['http://localhost:*'], 'it is "http://localhost:*"'],
    [['https://*.com'], 'must not allow a whole top-level domain'],
    [['blob:https://app.example.com/1'], 'it is "blob:'],
    ['https://app.example.com', 'must be an array of origins, or a function'],
    [new Set(['https://app.example.com']), 'must be an array of origins, or a function'],
  ])('allowedOrigins of %j throw at startup', (allowedOrigins, message) => {
    const start = () => createTestHandler({ allowedOrigins: allowedOrigins as AllowedOrigins })
    expect(start).toThrow(message)
    expect(start).toThrow(expect.objectContaining({ code: 'INVALID_OPTIONS' }))
  })

  test('an allowedOrigins function receives the origin', async () => {
    const rule = vi.fn((origin: string) => origin === 'https://app.example.com')
    expect(await statusFor(rule, 'https://app.example.com')).toBe(200)
    expect(await statusFor(rule, 'https://other.example')).toBe(403)
    expect(rule.mock.calls).toEqual([['https://app.example.com'], ['https://other.example']])
  })

  test('an allowedOrigins function may be async: a promise of false rejects the request', async () => {
    expect(await statusFor(async () => false, 'https://app.example.com')).toBe(403)
  })

  test('a request without an origin is rejected, also with an allowedOrigins function', async () => {
    for (const allowedOrigins of [['https://app.example.com'], () => true]) {
      expect((await createTestHandler({ allowedOrigins }).ask()).status).toBe(403)
    }
  })
})

describe('an origin that receives a secret', () => {
  test.each(['http://192.168.1.20:4801', 'capacitor://localhost', 'http://localhost.evil.example'])(
    'a provider origin other than https or localhost is rejected: %s',
    async (origin) => {
      const { ask, events } = createTestHandler({ felt: { apiToken: 'secret', origin } })
      expect((await ask()).status).toBe(500)
      expect(events).toMatchObject([{ error: { code: 'INVALID_OPTIONS' } }])
    },
  )

  test.each(['http://felt.localhost:4801', 'http://127.0.0.2:4801'])('a provider origin may be %s', async (origin) => {
    const { fetch } = createTestHandler()
    const { ask } = createTestHandler({ felt: { apiToken: 'secret', origin, fetch } })
    expect((await ask()).status).toBe(200)
    expect(String(fetch.mock.calls[0]?.[0])).toContain(`${origin}/api`)
  })
})

test.each(['capacitor://localhost', 'http://192.168.1.20:5173'])(
  "Explo's embedOrigin may be %s, because it is only compared",
  async (embedOrigin) => {
    const authorize = () => ({ explo: { customerId: 'c', embedIds: ['sales'], embedOrigin } })
    const { ask, fetch } = createTestHandler({ authorize })
    expect((await ask({ provider: 'explo', embedId: 'sales' })).status).toBe(200)
    expect(JSON.parse(String(fetch.mock.calls[0]?.[1]?.body))).toMatchObject({ embed_origin: `${embedOrigin}/` })
  },
)
