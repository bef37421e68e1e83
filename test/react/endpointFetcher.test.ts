import { afterEach, expect, test, vi } from 'vitest'
import { createEndpointFetcher } from '../../src/browser/endpointFetcher.ts'

afterEach(() => vi.unstubAllGlobals())

test('tokenEndpoint receives the name of the provider, also when the resource has a field of that name', async () => {
  const fetch = vi.fn<typeof globalThis.fetch>(async () => Response.json({ token: 't', expiresIn: 60 }))
  vi.stubGlobal('fetch', fetch)
  const resource = { provider: 'felt', mapId: 'map-1' }
  const { signal } = new AbortController()
  await createEndpointFetcher({ url: '/api/embed-token' })({ provider: 'acme', resource, reason: 'initial', signal })
  expect(JSON.parse(String(fetch.mock.calls[0]?.[1]?.body))).toEqual({ provider: 'acme', mapId: 'map-1' })
})

test.each([
  ['forced', { provider: 'felt', mapId: 'map-1', reason: 'forced' }],
  ['scheduled', { provider: 'felt', mapId: 'map-1' }],
] as const)('tokenEndpoint receives the reason only if the current token does not work: %s', async (reason, body) => {
  const fetch = vi.fn<typeof globalThis.fetch>(async () => Response.json({ token: 't', expiresIn: 60 }))
  vi.stubGlobal('fetch', fetch)
  const { signal } = new AbortController()
  await createEndpointFetcher({ url: '/api/embed-token' })({
    provider: 'felt',
    resource: { mapId: 'map-1' },
    reason,
    signal,
  })
  expect(JSON.parse(String(fetch.mock.calls[0]?.[1]?.body))).toEqual(body)
})

test.each([
  ['an empty body', () => new Response(null, { status: 502 })],
  ['JSON without a message', () => Response.json({ detail: 'Bad Gateway' }, { status: 502 })],
])('the error refers to the server’s log, and not to a cause, when tokenEndpoint fails with %s', async (_, respond) => {
  vi.stubGlobal('fetch', async () => respond())
  const { signal } = new AbortController()
  const request = { provider: 'felt', resource: { mapId: 'map-1' }, reason: 'initial', signal } as const
  const error: unknown = await createEndpointFetcher({ url: '/api/embed-token' })(request).catch((thrown) => thrown)
  const message = "/api/embed-token: Token request failed with status 502. See your server's log."
  expect(error).toMatchObject({ code: 'FETCH_FAILED', message })
  expect(error).not.toHaveProperty('cause')
})
