import { runInNewContext } from 'node:vm'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { mintFeltToken } from '../../src/server.ts'
import { startEmulator } from '../testing/startEmulator.ts'
import { failureOf } from './failureOf.ts'
import { startRecordingServer } from './recordingServer.ts'

let emulated: Awaited<ReturnType<typeof startEmulator>>
beforeEach(async () => {
  emulated = await startEmulator()
})
afterEach(() => emulated.emulator.close())

/** Mints for a map and viewer that are all right, unless told otherwise. */
function mint(options: Partial<Parameters<typeof mintFeltToken>[0]> = {}) {
  const { apiToken, origin } = emulated.emulator.felt
  return mintFeltToken({ apiToken, origin, mapId: 'map-1', userEmail: 'ada@example.com', ...options })
}

describe('mintFeltToken', () => {
  test('a Felt token opens its map, and is valid for as long as Felt responds', async () => {
    const before = Date.now()
    const { token, expiresIn, expiresAt } = await mint()
    expect((await emulated.openMap(token)).status).toBe(200)
    expect(expiresIn).toBeGreaterThan(14 * 60)
    expect(expiresIn).toBeLessThanOrEqual(15 * 60)
    // Not to the millisecond: the duration is measured by another clock, and that of a virtual machine can be corrected.
    expect(Date.parse(expiresAt) - expiresIn * 1_000).toBeGreaterThanOrEqual(before - 100)
    expect(Date.parse(expiresAt) - expiresIn * 1_000).toBeLessThanOrEqual(Date.now() + 100)
  })

  test('mintFeltToken sends an email address with special characters unchanged', async () => {
    const userEmail = 'ada+maps&more=1#?%2B@example.com'
    await mint({ userEmail })
    expect(emulated.emulator.events.entries('map-1')).toMatchObject([{ type: 'minted', viewer: userEmail }])
  })

  test('mintFeltToken encodes an id so that the path stays intact', async () => {
    using felt = await startRecordingServer((_, response) => response.end('{"token":"t"}'))
    await mint({ origin: felt.origin, mapId: 'a/../b?c#d' })
    expect(felt.requests[0]?.url).toBe('/api/v2/maps/a%2F..%2Fb%3Fc%23d/embed_token?user_email=ada%40example.com')
  })

  test("mintFeltToken uses Felt's own clock, however wrong the local clock is", async () => {
    vi.spyOn(Date, 'now').mockReturnValue(0)
    using felt = await startRecordingServer((_, response) => {
      response.setHeader('Date', 'Sat, 25 May 2024 15:41:34 GMT')
      response.end('{"token":"t","expires_at":"2024-05-25T15:51:34"}')
    })
    // Whole seconds on both sides: up to one may be lost.
    expect(await mint({ origin: felt.origin })).toMatchObject({ token: 't', expiresIn: 599 })
  })

  test.each(['', 'soon', undefined])('mintFeltToken assumes fifteen minutes when the expiry is %j', async (text) => {
    using felt = await startRecordingServer((_, response) =>
      response.end(JSON.stringify({ token: 't', expires_at: text })),
    )
    expect(await mint({ origin: felt.origin })).toMatchObject({ token: 't', expiresIn: 900 })
  })

  test("mintFeltToken never returns a lifetime above Felt's documented one", async () => {
    using felt = await startRecordingServer((_, response) =>
      response.end('{"token":"t","expires_at":"2999-01-01T00:00:00"}'),
    )
    expect((await mint({ origin: felt.origin })).expiresIn).toBe(900)
  })
})

describe('mintFeltToken with an error response', () => {
  test.each([
    ['unauthorized', 'UNAUTHORIZED', 401, 'Unauthorized: The API token is not valid.'],
    ['refuse', 'UNAUTHORIZED', 403, 'Forbidden: You are not allowed to create an embed token for this map.'],
    ['not-found', 'REQUEST_REJECTED', 404, 'Not found: The map was not found.'],
    ['invalid', 'REQUEST_REJECTED', 422, 'Invalid value: The value of user_email is not valid.'],
    ['rate-limited', 'RATE_LIMITED', 429, 'Too many requests: The rate limit was exceeded.'],
    ['error', 'FETCH_FAILED', 500, 'Internal server error: Something went wrong.'],
  ] as const)('mintFeltToken reports the title and detail of %s', async (mintFault, code, status, reason) => {
    emulated.emulator.setOptions('felt', 'map-1', { mintFault, retryAfter: 7 })
    const error = await failureOf(mint())
    expect(error).toMatchObject({ code, status, provider: 'felt', retryAfterMs: status === 429 ? 7_000 : undefined })
    expect(error.message).toContain(`responded with status ${status}: ${reason}`)
  })

  test.each(['<html>', '{}', '{"errors":[]}', '{"errors":[null]}', '{"errors":"no"}', '[]'])(
    'mintFeltToken reports only the status of a response with %s',
    async (body) => {
      using felt = await startRecordingServer((_, response) => response.writeHead(403).end(body))
      expect((await failureOf(mint({ origin: felt.origin }))).message).toMatch(/responded with status 403$/)
    },
  )

  test('mintFeltToken removes the API token from a repeated reason', async () => {
    using felt = await startRecordingServer((request, response) => {
      const detail = `no such token: ${request.headers.authorization}`
      response.writeHead(401).end(JSON.stringify({ errors: [{ detail }] }))
    })
    const error = await failureOf(mint({ origin: felt.origin }))
    expect(error.message).toContain('no such token: Bearer …')
  })

  test('mintFeltToken removes an API token read from a file with a newline from a repeated reason', async () => {
    using felt = await startRecordingServer((request, response) => {
      response.writeHead(401).end(JSON.stringify({ errors: [{ detail: request.headers.authorization }] }))
    })
    const error = await failureOf(mint({ origin: felt.origin, apiToken: 'felt_pat_1\n' }))
    expect(error.message).toMatch(/401: Bearer …$/)
  })
})

test('mintFeltToken judges a body without JSON by its status, also when the SyntaxError is of another realm', async () => {
  const fetch = async () =>
    Object.assign(new Response('', { status: 404 }), {
      json: () => Promise.reject(runInNewContext('new SyntaxError("no JSON")')),
    })
  expect(await failureOf(mint({ fetch }))).toMatchObject({ code: 'REQUEST_REJECTED', status: 404 })
})

describe('mintFeltToken with options', () => {
  test.each(['', '{}', '{"token":""}', '{"token":7}', '<html>'])(
    'mintFeltToken rejects a response of %j',
    async (body) => {
      using felt = await startRecordingServer((_, response) => response.end(body))
      expect(await failureOf(mint({ origin: felt.origin }))).toMatchObject({
        code: 'INVALID_TOKEN_RESPONSE',
        provider: 'felt',
      })
    },
  )

  test('mintFeltToken rejects when its timeout is over', async () => {
    emulated.emulator.setOptions('felt', 'map-1', { mintFault: 'hang' })
    expect(await failureOf(mint({ timeout: 20 }))).toMatchObject({ code: 'FETCH_TIMEOUT', retryable: true })
  })

  test('mintFeltToken rejects when its timeout is over, also with a fetch that ignores signals', async () => {
    const fetch = () => new Promise<Response>(() => {})
    expect(await failureOf(mint({ timeout: 20, fetch }))).toMatchObject({ code: 'FETCH_TIMEOUT' })
  })

  test.each([-1, NaN])('mintFeltToken with a timeout of %s ms rejects immediately', async (timeout) => {
    emulated.emulator.setOptions('felt', 'map-1', { mintFault: 'hang' })
    expect(await failureOf(mint({ timeout }))).toMatchObject({ code: 'FETCH_TIMEOUT' })
  })

  test('mintFeltToken with an infinite timeout waits for the response', async () => {
    expect(await mint({ timeout: Infinity })).toMatchObject({ token: expect.any(String) })
  })

  test('mintFeltToken rejects when its timeout is over in the middle of a response', async () => {
    using felt = await startRecordingServer((_, response) => response.write('{"tok'))
    expect(await failureOf(mint({ origin: felt.origin, timeout: 100 }))).toMatchObject({ code: 'FETCH_TIMEOUT' })
  })

  test('mintFeltToken rejects when its signal is aborted', async () => {
    emulated.emulator.setOptions('felt', 'map-1', { mintFault: 'hang' })
    const client = new AbortController()
    const failure = failureOf(mint({ signal: client.signal }))
    client.abort(new Error('gone'))
    expect(await failure).toMatchObject({ code: 'FETCH_FAILED', cause: { message: 'gone' } })
  })

  test('mintFeltToken with an unreachable provider rejects with a retryable error', async () => {
    const { origin, [Symbol.dispose]: close } = await startRecordingServer(() => {})
    close()
    expect(await failureOf(mint({ origin }))).toMatchObject({ code: 'FETCH_FAILED', retryable: true })
  })

  test('mintFeltToken follows no redirect, which could receive the secret', async () => {
    using elsewhere = await startRecordingServer((_, response) => response.end('{"token":"t"}'))
    using felt = await startRecordingServer((_, response) =>
      response.writeHead(307, { Location: elsewhere.origin }).end(),
    )
    expect(await failureOf(mint({ origin: felt.origin }))).toMatchObject({ status: 307 })
    expect(elsewhere.requests).toEqual([])
  })

  test('mintFeltToken uses the given fetch', async () => {
    const fetch = vi.fn(async () => Response.json({ token: 'mine', expires_at: null }))
    expect(await mint({ fetch })).toMatchObject({ token: 'mine', expiresIn: 900 })
    expect(fetch).toHaveBeenCalledOnce()
  })

  test.each([
    [{ apiToken: '' }, 'apiToken is empty: expected a non-empty string.'],
    [{ apiToken: undefined }, 'apiToken is missing: expected a non-empty string.'],
    [{ apiToken: 'felt_pat_\n1' }, 'apiToken contains whitespace or non-ASCII characters'],
    [{ apiToken: 'felt_pat_“1”' }, 'apiToken contains whitespace or non-ASCII characters'],
    [{ mapId: '..' }, 'mapId must be a valid path segment'],
    [{ mapId: '..' }, 'mapId must be a valid path segment'],
    [{ userEmail: 7 }, 'userEmail is not a string: expected a non-empty string.'],
    [{ origin: 'http://felt.com' }, 'origin must be like https://example.com'],
  ])('mintFeltToken rejects %j', async (options, message) => {
    const error = await failureOf(mint(options as never))
    expect(error).toMatchObject({ code: 'INVALID_OPTIONS', retryable: false })
    expect(error.message).toContain(message)
  })

  test('mintFeltToken throws SERVER_ONLY in a browser', async () => {
    vi.stubGlobal('document', {})
    const error = await failureOf(mint())
    vi.unstubAllGlobals()
    expect(error).toMatchObject({ code: 'SERVER_ONLY' })
    expect(error.message).toContain('mintFeltToken must only run on the server')
    expect(emulated.emulator.events.entries()).toEqual([])
  })
})
