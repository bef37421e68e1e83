import { parseOrigin } from '../core/vendorUrl.ts'
import { assertServer } from './assertServer.ts'
import { findMint } from './findMint.ts'
import { isFrameworkError } from './isFrameworkError.ts'
import type { MintedToken } from './mintedToken.ts'
import type { VendorAccount } from './vendorAccount.ts'
import { readOrder, type TokenOrder } from './readOrder.ts'
import { refusalOf } from './refusalOf.ts'
import { NO_STORE, refuse } from './refuse.ts'
import { shareFlights } from './shareFlights.ts'
import type { TokenAccess } from './tokenAccess.ts'

/** What a token handler is made of. */
export interface TokenHandlerOptions {
  /** Felt's account. Without it nobody gets a map's token. */
  felt?: VendorAccount | undefined
  /** Explo's account. Without it nobody gets a dashboard's token. */
  explo?: VendorAccount | undefined
  /**
   * Says who asks, by your session's cookie, say, and what they may see. 401 for nobody that you know, 403 for somebody
   * who may see nothing; what it throws is a 500. The request's body is read already: what was asked for is the `order`,
   * for rights that differ from embed to embed.
   */
  authorize(request: Request, order: TokenOrder): Verdict | Promise<Verdict>
  /** The only origins whose pages may ask, such as https://app.example.com. Any, if left out; a request that names none is refused. */
  origins?: readonly string[] | undefined
  /** Told of each request that failed, with the vendor's reasons and no secret. Default: `console.error`. */
  onError?: ((error: unknown, request: Request) => void) | undefined
}

type Verdict = TokenAccess | 401 | 403

const NOBODY = 'Sign in first.'
const NOT_YOURS = 'This viewer may not see the embed.'

/**
 * Makes the route that a browser's `tokenEndpoint` talks to: `POST` JSON `{ provider, ...resource }`, answered by
 * `{ token, expiresIn }` in seconds, or by an error status with `{ code, message }` and perhaps `Retry-After`.
 *
 * It takes Web-standard requests, as Next.js, Hono, Bun, Deno and Workers do; the customer, the address, the lifetime and
 * every right come from `authorize` alone. Equal requests at the same time are one request to the vendor.
 *
 * @throws EmbedError `SERVER_ONLY` in a browser; `INVALID_PROPS` for an origin that is none
 * @example
 * // app/api/embed-token/route.ts
 * export const POST = createTokenHandler({
 *   felt: { apiToken: process.env.FELT_API_TOKEN },
 *   async authorize(request) {
 *     const user = await readSession(request)
 *     return user ? { felt: { userEmail: user.email, mapIds: user.maps } } : 401
 *   },
 * })
 */
export function createTokenHandler(options: TokenHandlerOptions): (request: Request) => Promise<Response> {
  assertServer('createTokenHandler')
  const { authorize, onError = report } = options
  const origins = options.origins?.map((origin) => parseOrigin(origin, 'origins'))
  const share = shareFlights<MintedToken>()

  return async (request) => {
    if (request.method !== 'POST') {
      return refuse({ status: 405, code: 'REFUSED', message: 'Only POST is allowed.', headers: { allow: 'POST' } })
    }
    if (origins && !origins.includes(request.headers.get('origin') ?? '')) {
      return refuse({ status: 403, code: 'UNAUTHORIZED', message: 'Pages of this origin may not ask.' })
    }
    try {
      const order = await readOrder(request)
      if (order instanceof Response) return order
      const access = await authorize(request, order)
      if (access === 401) return refuse({ status: 401, code: 'UNAUTHORIZED', message: NOBODY })
      const mint = access === 403 ? undefined : await findMint(order, access, options)
      if (!mint) return refuse({ status: 403, code: 'UNAUTHORIZED', message: NOT_YOURS })
      const { token, expiresIn } = await share(mint.key, mint.start)
      return Response.json({ token, expiresIn }, { headers: NO_STORE })
    } catch (error) {
      if (isFrameworkError(error)) throw error
      tell(onError, error, request)
      return refuse(refusalOf(error))
    }
  }
}

/** A host's log that fails must not cost the answer. */
function tell(onError: NonNullable<TokenHandlerOptions['onError']>, error: unknown, request: Request): void {
  try {
    onError(error, request)
  } catch (thrown) {
    report(thrown)
  }
}

function report(error: unknown): void {
  console.error('react-private-embed: no token was minted.', error)
}
