import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mintSupersetToken, type MintSupersetTokenOptions } from '../../src/server.ts'
import { startEmulator } from '../testing/startEmulator.ts'
import { failureOf } from './failureOf.ts'

const DASHBOARD = 'd73e7841-9342-4afd-8e29-b4a416a2498c'

let host: Awaited<ReturnType<typeof startEmulator>>
beforeAll(async () => {
  host = await startEmulator()
})
afterAll(() => host.emulator.close())

const mint = (options: Partial<MintSupersetTokenOptions> = {}) =>
  mintSupersetToken({ ...host.emulator.superset, dashboardId: DASHBOARD, rls: [], ...options })

describe('a Superset token', () => {
  test('is for the dashboard, the rules and the viewer that were given, and for nothing else of these objects', async () => {
    const rule = { clause: 'customer_id = 7', dataset: 3, internal: 'secret' }
    const { token } = await mint({ rls: [rule], user: Object.assign({ username: 'ada' }, { passwordHash: 'secret' }) })
    expect(decodeJwt(token)).toMatchObject({
      resources: [{ type: 'dashboard', id: DASHBOARD }],
      rls_rules: [{ clause: 'customer_id = 7', dataset: 3 }],
      user: { username: 'ada' },
    })
    expect(JSON.stringify(decodeJwt(token))).not.toContain('secret')
  })

  test('is valid for as long as its own claims say, whatever the clocks of the two servers', async () => {
    host.advanceTime(3_600_000)
    const { expiresIn } = await mint()
    expect(expiresIn).toBeGreaterThanOrEqual(300)
    expect(expiresIn).toBeLessThanOrEqual(301)
  })
})

describe('the requests to Superset', () => {
  async function record(options: Partial<MintSupersetTokenOptions> = {}): Promise<[url: string, headers: Headers][]> {
    const calls: [string, Headers][] = []
    const spy: typeof fetch = (input, init) => {
      calls.push([String(input), new Headers(init?.headers)])
      return fetch(input, init)
    }
    await mint({ fetch: spy, ...options })
    return calls
  }

  test('are a login, a CSRF token and a guest token, each on its documented path', async () => {
    const { origin } = host.emulator.superset
    const paths = (await record()).map(([url]) => url.replace(origin, ''))
    expect(paths).toEqual(['/api/v1/security/login', '/api/v1/security/csrf_token/', '/api/v1/security/guest_token/'])
  })

  test('work with a `fetch` without a list of cookies, such as node-fetch 2', async () => {
    const sent: unknown[] = []
    const older: typeof fetch = async (input, init) => {
      sent.push(new Headers(init?.headers).get('cookie'))
      const response = await fetch(input, init)
      const { headers } = response
      const more = ', AWSALB=1; Expires=Wed, 01 Dec 2027 00:00:00 GMT, a=b'
      const get = (name: string) => headers.get(name) + (name === 'set-cookie' ? more : '')
      return Object.defineProperty(response, 'headers', { value: { get } })
    }
    expect((await mint({ fetch: older })).token).toBeTruthy()
    expect(sent).toEqual([null, null, expect.stringMatching(/^session=[0-9a-f]+; AWSALB=1; a=b$/)])
  })

  test('send the session cookie and the referrer along with the CSRF token', async () => {
    const [, , guestToken] = await record()
    const headers = guestToken?.[1]
    expect(headers?.get('cookie')).toMatch(/^session=[0-9a-f]+$/)
    expect(headers?.get('referer')).toBe(`${host.emulator.superset.origin}/`)
    expect(headers?.get('x-csrftoken')).toBeTruthy()
  })
})

describe('minting fails', () => {
  test.each([
    ['a wrong password', { password: 'wrong' }, 'UNAUTHORIZED', 401],
    ['an unknown dashboard', { dashboardId: 'missing-1' }, 'REQUEST_REJECTED', 400],
  ] as const)('mintSupersetToken rejects with the status of Superset for %s', async (_, options, code, status) => {
    expect(await failureOf(mint(options))).toMatchObject({ code, status, provider: 'superset' })
  })

  test.each([
    ['no password', { password: undefined }, /password is missing: expected a non-empty string/],
    ['no user name', { username: '' }, /username is empty: expected a non-empty string/],
    [
      'a URL as the id',
      { dashboardId: 'https://superset.example.com/embedded/1?token=t' },
      /^dashboardId must be an id.*"https:\/\/superset\.example\.com\/…"/,
    ],
    ['an origin without https', { origin: 'http://superset.example.com' }, /origin must be like https/],
    ['no rules', { rls: undefined as never }, /rls must be an array of rules; \[\] shows all rows/],
  ])('mintSupersetToken rejects before any request for %s', async (_, options, message) => {
    const error = await failureOf(mint({ fetch: () => Promise.reject(new Error('a request was sent')), ...options }))
    expect(error.code).toBe('INVALID_OPTIONS')
    expect(error.message).toMatch(message)
  })

  test('the error of mintSupersetToken contains no password, also if the response of Superset does', async () => {
    const password = 'hunter2 with blanks'
    const repeat: typeof fetch = async () => Response.json({ message: `Wrong password: ${password}` }, { status: 401 })
    const error = await failureOf(mint({ password, fetch: repeat }))
    expect(error.message).toContain('Wrong password: …')
  })
})
