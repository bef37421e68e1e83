import { parseOrigin } from '../core/providerUrl.ts'
import { assertServer } from './assertServer.ts'
import { resolveMintJob } from './resolveMintJob.ts'
import { isFrameworkError } from './isFrameworkError.ts'
import type { MintedToken } from './mintedToken.ts'
import type { ProviderAccount } from './providerAccount.ts'
import { parseEmbedRequest, type RequestedEmbed } from './parseEmbedRequest.ts'
import { toErrorInit } from './toErrorInit.ts'
import { NO_STORE_HEADERS, errorResponse } from './errorResponse.ts'
import { createInFlightDeduper } from './createInFlightDeduper.ts'
import type { ViewerAccess } from './viewerAccess.ts'

/** What a token handler is made of. */
export interface TokenHandlerOptions {
  /** Felt's account. Without it nobody gets a map's token. */
  felt?: ProviderAccount | undefined
  /** Explo's account. Without it nobody gets a dashboard's token. */
  explo?: ProviderAccount | undefined
  /**
   * Says who asks, by your session's cookie, say, and what they may see. 401 for nobody that you know, 403 for somebody
   * who may see nothing; what it throws is a 500. The request's body is read already: what was asked for is `requested`,
   * for rights that differ from embed to embed.
   */
  authorize(request: Request, requested: RequestedEmbed): AuthorizeResult | Promise<AuthorizeResult>
  /** The only origins whose pages may ask, such as https://app.example.com. Any, if left out; a request that names none is refused. */
  allowedOrigins?: readonly string[] | undefined
  /** Told of each request that failed, with the vendor's reasons and no secret. Default: `console.error`. */
  onError?: ((error: unknown, request: Request) => void) | undefined
}

type AuthorizeResult = ViewerAccess | 401 | 403

const NOT_SIGNED_IN_MESSAGE = 'Sign in first.'
const FORBIDDEN_MESSAGE = 'This viewer may not see the embed.'

/**
 * Makes the route that a browser's `tokenEndpoint` talks to: `POST` JSON `{ provider, ...resource }`, answered by
 * `{ token, expiresIn }` in seconds, or by an error status with `{ code, message }` and perhaps `Retry-After`.
 *
 * It takes Web-standard requests, as Next.js, Hono, Bun, Deno and Workers do; the customer, the address, the lifetime and
 * every right come from `authorize` alone. Equal requests at the same time are one request to the vendor.
 *
 * @throws EmbedError `SERVER_ONLY` in a browser; `INVALID_OPTIONS` for an origin that is none
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
  const { authorize, onError = logError } = options
  const allowedOrigins = options.allowedOrigins?.map((origin) =>
    parseOrigin(origin, 'allowedOrigins', 'INVALID_OPTIONS'),
  )
  const shareInFlight = createInFlightDeduper<MintedToken>()

  return async (request) => {
    if (request.method !== 'POST') {
      return errorResponse({
        status: 405,
        code: 'REQUEST_REJECTED',
        message: 'Only POST is allowed.',
        headers: { allow: 'POST' },
      })
    }
    if (allowedOrigins && !allowedOrigins.includes(request.headers.get('origin') ?? '')) {
      return errorResponse({ status: 403, code: 'UNAUTHORIZED', message: 'Pages of this origin may not ask.' })
    }
    try {
      const requested = await parseEmbedRequest(request)
      if (requested instanceof Response) return requested
      const access = await authorize(request, requested)
      if (access === 401) return errorResponse({ status: 401, code: 'UNAUTHORIZED', message: NOT_SIGNED_IN_MESSAGE })
      const mintJob = access === 403 ? undefined : await resolveMintJob(requested, access, options)
      if (!mintJob) return errorResponse({ status: 403, code: 'UNAUTHORIZED', message: FORBIDDEN_MESSAGE })
      const { token, expiresIn } = await shareInFlight(mintJob.key, mintJob.start)
      return Response.json({ token, expiresIn }, { headers: NO_STORE_HEADERS })
    } catch (error) {
      if (isFrameworkError(error)) throw error
      notifyOnError(onError, error, request)
      return errorResponse(toErrorInit(error))
    }
  }
}

/** A host's log that fails must not cost the answer. */
function notifyOnError(onError: NonNullable<TokenHandlerOptions['onError']>, error: unknown, request: Request): void {
  try {
    onError(error, request)
  } catch (thrown) {
    logError(thrown)
  }
}

function logError(error: unknown): void {
  console.error('react-private-embed: no token was minted.', error)
}
