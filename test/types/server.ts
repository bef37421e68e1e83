import {
  createTokenHandler,
  type ExploFeature,
  type AllowedIds,
  mintExploToken,
  mintFeltToken,
} from '../../src/server.ts'

const apiToken = process.env.NO_SUCH_TOKEN
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
// @ts-expect-error Only 401 and 403 are refusals.
createTokenHandler({ authorize: () => 404 })
// @ts-expect-error Who sees a map has an address at Felt.
createTokenHandler({ authorize: () => ({ felt: { mapIds: [] } }) })
// @ts-expect-error What may be seen is named.
createTokenHandler({ authorize: () => ({ felt: { userEmail: 'ada@example.com' } }) })
// @ts-expect-error The handler's time-out is the vendor's, not a client's.
createTokenHandler({ felt: { apiToken, signal: AbortSignal.timeout(1) }, authorize: () => 403 })

const rules: AllowedIds[] = [['a'] as const, () => true, async () => false]
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
