import { FunctionsClient } from '@supabase/functions-js'
import { createTRPCClient, httpBatchLink, httpLink, type TRPCClientError } from '@trpc/client'
import { initTRPC, TRPCError } from '@trpc/server'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { describe, expect, test } from 'vitest'
import { toEmbedError } from '../../src/core/toEmbedError.ts'

const NOW = Date.UTC(2026, 0, 1, 12)
const SECOND = 1_000

const read = (thrown: unknown) => toEmbedError(thrown, 'felt', NOW)
const thrownBy = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  )

const EXPECTED = [
  [401, 'UNAUTHORIZED', false],
  [403, 'UNAUTHORIZED', false],
  [404, 'REQUEST_REJECTED', false],
  [429, 'RATE_LIMITED', true],
  [503, 'FETCH_FAILED', true],
] as const

describe('an error thrown by tRPC', () => {
  const codes = {
    401: 'UNAUTHORIZED',
    403: 'FORBIDDEN',
    404: 'NOT_FOUND',
    429: 'TOO_MANY_REQUESTS',
    503: 'SERVICE_UNAVAILABLE',
  } as const
  const t = initTRPC.create()
  const router = t.router({
    mint: t.procedure.input(Number).mutation(({ input }) => {
      const code = codes[input as keyof typeof codes]
      if (code) throw new TRPCError({ code })
      return 'token'
    }),
  })
  const fetch = (input: URL | RequestInfo, init?: unknown): Promise<Response> =>
    fetchRequestHandler({
      endpoint: '/trpc',
      req: new Request(input as string, init as RequestInit),
      router,
      responseMeta: () => ({ headers: { 'retry-after': '7' } }),
    })
  const url = 'https://app.example/trpc'

  test.each(EXPECTED)('a tRPC error with status %d becomes %s', async (status, code, retryable) => {
    const client = createTRPCClient<typeof router>({ links: [httpLink({ url, fetch })] })
    const thrown = await thrownBy(client.mint.mutate(status))
    expect((thrown as TRPCClientError<typeof router>).name).toBe('TRPCClientError')
    expect(read(thrown)).toMatchObject({ code, status, retryable, retryAfterMs: 7 * SECOND })
  })

  test("a tRPC error in a batch has the status of its own call, not the batch's 207", async () => {
    const client = createTRPCClient<typeof router>({ links: [httpBatchLink({ url, fetch })] })
    const [thrown] = await Promise.all([thrownBy(client.mint.mutate(403)), client.mint.mutate(200)])
    expect(read(thrown)).toMatchObject({ code: 'UNAUTHORIZED', status: 403 })
  })
})

describe('an `error` returned by a Supabase function', () => {
  test.each(EXPECTED)("a Supabase function's error with status %d becomes %s", async (status, code, retryable) => {
    const customFetch = async () => new Response('', { status, headers: { 'Retry-After': '7' } })
    const client = new FunctionsClient('https://x.supabase.co/functions/v1', { customFetch })
    const { error } = await client.invoke('mint')
    expect(error.name).toBe('FunctionsHttpError')
    expect(read(error)).toMatchObject({ code, status, retryable, retryAfterMs: 7 * SECOND })
  })

  test("a Supabase function's network error becomes FETCH_FAILED", async () => {
    const customFetch = () => Promise.reject(new TypeError('Failed to fetch'))
    const { error } = await new FunctionsClient('https://x.supabase.co', { customFetch }).invoke('mint')
    expect(error.name).toBe('FunctionsFetchError')
    expect(read(error)).toMatchObject({ code: 'FETCH_FAILED', status: undefined, retryable: true })
  })
})

/** Firebase is too large to install for this: its errors have a `code` of the form `functions/<name of a gRPC code>`. */
describe('an error thrown by a Firebase callable function', () => {
  test.each([
    ['unauthenticated', 'UNAUTHORIZED', false],
    ['permission-denied', 'UNAUTHORIZED', false],
    ['not-found', 'REQUEST_REJECTED', false],
    ['resource-exhausted', 'RATE_LIMITED', true],
    ['unavailable', 'FETCH_FAILED', true],
    ['internal', 'FETCH_FAILED', true],
  ])('a Firebase error with the code functions/%s becomes %s', (name, code, retryable) => {
    const thrown = Object.assign(new Error(name), {
      name: 'FirebaseError',
      code: `functions/${name}`,
      details: undefined,
    })
    expect(read(thrown)).toMatchObject({ code, retryable })
  })

  test.each(['constructor', 'functions/toString', 'ECONNREFUSED', 16])(
    'an error of another library with the code %s is not treated as a Firebase error',
    (code) => {
      expect(read({ code })).toMatchObject({ code: 'FETCH_FAILED', status: undefined })
    },
  )
})

describe('an error that an app wraps in its own error', () => {
  const refused = new Response('', { status: 429, headers: { 'Retry-After': '7' } })

  test.each([
    ['a Response', refused],
    ['an error with a Response', Object.assign(new Error('ky'), { response: refused })],
  ])('a wrapped error provides its status and Retry-After: %s', (_, cause) => {
    const thrown = new Error('No token.', { cause })
    expect(read(thrown)).toMatchObject({ code: 'RATE_LIMITED', status: 429, retryAfterMs: 7 * SECOND })
  })

  test("a wrapping error's own status takes precedence over its cause's status", () => {
    const thrown = Object.assign(new Error('No token.', { cause: refused }), { status: 403 })
    expect(read(thrown).code).toBe('UNAUTHORIZED')
  })

  test('an error with itself as cause does not cause a loop', () => {
    const thrown = new Error('No token.')
    thrown.cause = thrown
    expect(read(thrown).code).toBe('FETCH_FAILED')
  })
})
