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

describe('a Felt token', () => {
  test('opens its map, and lives for as long as Felt says', async () => {
    const before = Date.now()
    const { token, expiresIn, expiresAt } = await mint()
    expect((await emulated.openMap(token)).status).toBe(200)
    expect(expiresIn).toBeGreaterThan(14 * 60)
    expect(expiresIn).toBeLessThanOrEqual(15 * 60)
    // Both are rounded to a whole ms, either way.
    expect(Date.parse(expiresAt) - expiresIn * 1_000).toBeGreaterThanOrEqual(before - 2)
    expect(Date.parse(expiresAt) - expiresIn * 1_000).toBeLessThanOrEqual(Date.now() + 1)
  })

  test('is minted for the very address, with whatever signs', async () => {
    const userEmail = 'ada+maps&more=1#?%2B@example.com'
    await mint({ userEmail })
    expect(emulated.emulator.events.entries('map-1')).toMatchObject([{ type: 'minted', viewer: userEmail }])
  })

  test('is asked for with an id that leads nowhere else', async () => {
    using felt = await startRecordingServer((_, response) => response.end('{"token":"t"}'))
    await mint({ origin: felt.origin, mapId: 'a/../b?c#d' })
    expect(felt.requests[0]?.url).toBe('/api/v2/maps/a%2F..%2Fb%3Fc%23d/embed_token?user_email=ada%40example.com')
  })

  test("is counted by Felt's own clock, however wrong ours is", async () => {
    vi.spyOn(Date, 'now').mockReturnValue(0)
    using felt = await startRecordingServer((_, response) => {
      response.setHeader('Date', 'Sat, 25 May 2024 15:41:34 GMT')
      response.end('{"token":"t","expires_at":"2024-05-25T15:51:34"}')
    })
    // Whole seconds on both sides: up to one may be gone.
    expect(await mint({ origin: felt.origin })).toMatchObject({ token: 't', expiresIn: 599 })
  })

  test.each(['', 'soon', undefined])(
    'whose end is told as %j lives for the quarter of an hour of all',
    async (text) => {
      using felt = await startRecordingServer((_, response) =>
        response.end(JSON.stringify({ token: 't', expires_at: text })),
      )
      expect(await mint({ origin: felt.origin })).toMatchObject({ token: 't', expiresIn: 900 })
    },
  )

  test('never lives longer than Felt documents', async () => {
    using felt = await startRecordingServer((_, response) =>
      response.end('{"token":"t","expires_at":"2999-01-01T00:00:00"}'),
    )
    expect((await mint({ origin: felt.origin })).expiresIn).toBe(900)
  })
})

describe('what Felt refuses', () => {
  test.each([
    ['unauthorized', 'UNAUTHORIZED', 401, 'Unauthorized: The API token is not valid.'],
    ['refuse', 'UNAUTHORIZED', 403, 'Forbidden: You are not allowed to create an embed token for this map.'],
    ['not-found', 'REQUEST_REJECTED', 404, 'Not found: The map was not found.'],
    ['invalid', 'REQUEST_REJECTED', 422, 'Invalid value: The value of user_email is not valid.'],
    ['rate-limited', 'RATE_LIMITED', 429, 'Too many requests: The rate limit was exceeded.'],
    ['error', 'FETCH_FAILED', 500, 'Internal server error: Something went wrong.'],
  ] as const)('as %s is told with its title and detail', async (mintFault, code, status, reason) => {
    emulated.emulator.setOptions('felt', 'map-1', { mintFault, retryAfter: 7 })
    const error = await failureOf(mint())
    expect(error).toMatchObject({ code, status, provider: 'felt', retryAfterMs: status === 429 ? 7_000 : undefined })
    expect(error.message).toContain(`answered with status ${status}: ${reason}`)
  })

  test.each(['<html>', '{}', '{"errors":[]}', '{"errors":[null]}', '{"errors":"no"}', '[]'])(
    'with %s is told by its status alone',
    async (body) => {
      using felt = await startRecordingServer((_, response) => response.writeHead(403).end(body))
      expect((await failureOf(mint({ origin: felt.origin }))).message).toMatch(/answered with status 403$/)
    },
  )

  test('while it repeats the API token is told without it', async () => {
    using felt = await startRecordingServer((request, response) => {
      const detail = `no such token: ${request.headers.authorization}`
      response.writeHead(401).end(JSON.stringify({ errors: [{ detail }] }))
    })
    const error = await failureOf(mint({ origin: felt.origin }))
    expect(error.message).toContain('no such token: Bearer …')
  })

  test('while it repeats an API token that came from a file, with a line end, is told without it', async () => {
    using felt = await startRecordingServer((request, response) => {
      response.writeHead(401).end(JSON.stringify({ errors: [{ detail: request.headers.authorization }] }))
    })
    const error = await failureOf(mint({ origin: felt.origin, apiToken: 'felt_pat_1\n' }))
    expect(error.message).toMatch(/401: Bearer …$/)
  })
})

test('a body that is not JSON is judged by its status, also when the SyntaxError is of another realm', async () => {
  const fetch = async () =>
    Object.assign(new Response('', { status: 404 }), {
      json: () => Promise.reject(runInNewContext('new SyntaxError("no JSON")')),
    })
  expect(await failureOf(mint({ fetch }))).toMatchObject({ code: 'REQUEST_REJECTED', status: 404 })
})

describe('a mint', () => {
  test.each(['', '{}', '{"token":""}', '{"token":7}', '<html>'])(
    'that is answered by %j is one that failed',
    async (body) => {
      using felt = await startRecordingServer((_, response) => response.end(body))
      expect(await failureOf(mint({ origin: felt.origin }))).toMatchObject({
        code: 'INVALID_TOKEN_RESPONSE',
        provider: 'felt',
      })
    },
  )

  test('ends when its time is over', async () => {
    emulated.emulator.setOptions('felt', 'map-1', { mintFault: 'hang' })
    expect(await failureOf(mint({ timeout: 20 }))).toMatchObject({ code: 'FETCH_TIMEOUT', retryable: true })
  })

  test('ends when its time is over, also where its fetch knows nothing of signals', async () => {
    const fetch = () => new Promise<Response>(() => {})
    expect(await failureOf(mint({ timeout: 20, fetch }))).toMatchObject({ code: 'FETCH_TIMEOUT' })
  })

  test.each([-1, NaN])('that is given %s ms is over at once', async (timeout) => {
    emulated.emulator.setOptions('felt', 'map-1', { mintFault: 'hang' })
    expect(await failureOf(mint({ timeout }))).toMatchObject({ code: 'FETCH_TIMEOUT' })
  })

  test('takes as long as it takes where its time has no end', async () => {
    expect(await mint({ timeout: Infinity })).toMatchObject({ token: expect.any(String) })
  })

  test('ends when its time is over in the middle of an answer', async () => {
    using felt = await startRecordingServer((_, response) => response.write('{"tok'))
    expect(await failureOf(mint({ origin: felt.origin, timeout: 100 }))).toMatchObject({ code: 'FETCH_TIMEOUT' })
  })

  test('ends when whoever asked for it goes', async () => {
    emulated.emulator.setOptions('felt', 'map-1', { mintFault: 'hang' })
    const client = new AbortController()
    const failure = failureOf(mint({ signal: client.signal }))
    client.abort(new Error('gone'))
    expect(await failure).toMatchObject({ code: 'FETCH_FAILED', cause: { message: 'gone' } })
  })

  test('of a vendor that is not there fails, and may be tried again', async () => {
    const { origin, [Symbol.dispose]: close } = await startRecordingServer(() => {})
    close()
    expect(await failureOf(mint({ origin }))).toMatchObject({ code: 'FETCH_FAILED', retryable: true })
  })

  test('follows no one to another address, which might get the secret', async () => {
    using elsewhere = await startRecordingServer((_, response) => response.end('{"token":"t"}'))
    using felt = await startRecordingServer((_, response) =>
      response.writeHead(307, { Location: elsewhere.origin }).end(),
    )
    expect(await failureOf(mint({ origin: felt.origin }))).toMatchObject({ status: 307 })
    expect(elsewhere.requests).toEqual([])
  })

  test('uses the fetch that it is given', async () => {
    const fetch = vi.fn(async () => Response.json({ token: 'mine', expires_at: null }))
    expect(await mint({ fetch })).toMatchObject({ token: 'mine', expiresIn: 900 })
    expect(fetch).toHaveBeenCalledOnce()
  })

  test.each([
    [{ apiToken: '' }, 'apiToken must be a text that is not empty; it is empty.'],
    [{ apiToken: undefined }, 'apiToken must be a text that is not empty; it is missing.'],
    [{ apiToken: 'felt_pat_\n1' }, 'apiToken must be letters, digits and signs'],
    [{ apiToken: 'felt_pat_“1”' }, 'apiToken must be letters, digits and signs'],
    [{ mapId: '  ' }, 'mapId must be'],
    [{ mapId: '..' }, 'mapId must be'],
    [{ userEmail: 7 }, 'userEmail must be a text that is not empty; it is not a text.'],
    [{ origin: 'http://felt.com' }, 'origin must be like https://example.com'],
  ])('with %j is none', async (options, message) => {
    const error = await failureOf(mint(options as never))
    expect(error).toMatchObject({ code: 'INVALID_OPTIONS', retryable: false })
    expect(error.message).toContain(message)
  })

  test('in a browser is a plain error', async () => {
    vi.stubGlobal('document', {})
    const error = await failureOf(mint())
    vi.unstubAllGlobals()
    expect(error).toMatchObject({ code: 'SERVER_ONLY' })
    expect(error.message).toContain('mintFeltToken was called in a browser')
    expect(emulated.emulator.events.entries()).toEqual([])
  })
})
