import {
  createTokenHandler,
  type ExploFeature,
  type AllowedIds,
  mintExploToken,
  mintFeltToken,
} from '../../src/server.ts'

const apiToken = process.env.NO_SUCH_TOKEN
const customerRow = { customerId: 'c', apiToken: 'secret' }
const felt = { userEmail: 'ada@example.com', mapIds: ['map-1'] }

// A handler fits wherever Web-standard requests are taken.
export const handler: (request: Request) => Promise<Response> = createTokenHandler({
  felt: { apiToken },
  authorize: () => ({ felt }),
})

createTokenHandler({ authorize: async (request) => (request.headers.has('cookie') ? { felt } : 401) })
createTokenHandler({ authorize: () => 403 })
createTokenHandler({ authorize: (_request, requested) => (requested.provider === 'felt' ? { felt } : 403) })
createTokenHandler({ authorize: () => ({ explo: { customerId: 'c', embedIds: async (id) => id === 'sales' } }) })

// @ts-expect-error Somebody has to say who may see what.
createTokenHandler({ felt: { apiToken } })
// Refusals, as session helpers return them.
createTokenHandler({ authorize: () => 404 })
createTokenHandler({ authorize: () => null })
createTokenHandler({ authorize: async () => new Response(null, { status: 401 }) })
createTokenHandler({ authorize: (request) => (request.headers.has('cookie') ? { felt } : undefined) })
// @ts-expect-error `true` does not say what the viewer may see.
createTokenHandler({ authorize: () => true })
// @ts-expect-error Who sees a map has an address at Felt.
createTokenHandler({ authorize: () => ({ felt: { mapIds: [] } }) })
// @ts-expect-error What may be seen is named.
createTokenHandler({ authorize: () => ({ felt: { userEmail: 'ada@example.com' } }) })
// The account may depend on the request, and the API token may come from a vault.
createTokenHandler({
  felt: (request, requested) => ({ apiToken: request.url + requested.provider }),
  authorize: () => 401,
})
createTokenHandler({ explo: async () => undefined, felt: { apiToken: async () => apiToken }, authorize: () => 401 })
void mintFeltToken({ apiToken: async () => apiToken, mapId: 'm', userEmail: 'ada@example.com' })
// @ts-expect-error An API token among the permissions would be ignored.
createTokenHandler({ authorize: () => ({ felt: { ...felt, apiToken: 'secret' } }) })
// @ts-expect-error The same of Explo, where a row of a database is spread.
createTokenHandler({ authorize: () => ({ explo: { embedIds: ['e'], ...customerRow } }) })

createTokenHandler({ allowedOrigins: (origin) => origin.endsWith('.example.com'), authorize: () => 401 })
// @ts-expect-error A missing environment variable is no origin.
createTokenHandler({ allowedOrigins: [process.env.NO_SUCH_ORIGIN], authorize: () => 401 })

// Keyv, and the client of a Redis server.
declare const keyv: {
  get(key: string): Promise<string | undefined>
  set(k: string, v: string, ms: number): Promise<true>
}
createTokenHandler({
  authorize: () => 401,
  cache: { get: (key) => keyv.get(key), set: (key, value, { ttl }) => keyv.set(key, value, ttl * 1_000) },
})
createTokenHandler({
  authorize: () => 401,
  onResponse: async ({ status, requested }) => console.log(status, requested),
})

// @ts-expect-error The handler's timeout is the provider's, not a client's.
createTokenHandler({ felt: { apiToken, signal: AbortSignal.timeout(1) }, authorize: () => 403 })

const rules: AllowedIds[] = [['a'] as const, new Set(['a']), new Map([['a', 1]]), () => true, async () => false]
// @ts-expect-error `*` is no wildcard: a rule that allows everything says so as a function.
rules.push('*')

const features: ExploFeature[] = ['flt', 'srt', 'core', 'crt-view', 'fork', '*']
void mintExploToken({ apiToken, embedId: 'e', customerId: 'c', allowedFeatures: features })
// @ts-expect-error No such feature is documented.
void mintExploToken({ apiToken, embedId: 'e', customerId: 'c', allowedFeatures: ['edit'] })
// @ts-expect-error A duration is a text.
void mintExploToken({ apiToken, embedId: 'e', customerId: 'c', expiration: 3_600 })
// @ts-expect-error Felt wants to know for whom.
void mintFeltToken({ apiToken, mapId: 'm' })
