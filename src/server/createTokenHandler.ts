import { EmbedError } from '../core/errors.ts'
import { assertServer } from './assertServer.ts'
import { AUTHORIZE_TIMEOUT, type AuthorizeResult, authorizeRequest } from './authorizeRequest.ts'
import { callApp } from './callApp.ts'
import { createMintJob } from './createMintJob.ts'
import { createOriginCheck } from './createOriginCheck.ts'
import { createTokenMinter } from './createTokenMinter.ts'
import { isFrameworkError } from './isFrameworkError.ts'
import type { MetabaseAccount } from './mintMetabaseToken.ts'
import type { SupersetAccount } from './mintSupersetToken.ts'
import { parseEmbedRequest, type RequestedEmbed } from './parseEmbedRequest.ts'
import { type AccountOfRequest, type ProviderAccount, resolveAccount } from './providerAccount.ts'
import { NO_STORE_HEADERS, type Rejection, toErrorResponse } from './rejection.ts'
import { createSafeCache, type TokenCache } from './tokenCache.ts'
import { logErrors, notifyOnResponse, type TokenHandlerEvent } from './tokenHandlerEvent.ts'
import { toRejection } from './toRejection.ts'
import { createVerdict } from './toVerdict.ts'

/** Options of `createTokenHandler`. */
export interface TokenHandlerOptions {
  /**
   * Felt's account, or a function that returns the account for a request, such as a customer's own workspace. Without an
   * account each request for a map is a 403.
   */
  felt?: ProviderAccount | AccountOfRequest | undefined
  /** Explo's account, or a function, as `felt`. Without an account each request for a dashboard is a 403. */
  explo?: ProviderAccount | AccountOfRequest | undefined
  /** The account of your Superset, or a function, as `felt`. Without an account each request for a dashboard is a 403. */
  superset?: SupersetAccount | AccountOfRequest<SupersetAccount> | undefined
  /** The key of your Metabase, or a function, as `felt`. Without a key each request for a dashboard or question is a 403. */
  metabase?: MetabaseAccount | AccountOfRequest<MetabaseAccount> | undefined
  /**
   * Returns what the viewer may see, or a refusal: 401 or `null` if the viewer is not signed in, 403 without access, any
   * other status from 400 to 499, or a `Response`. Thrown responses, and thrown errors with such a status, are refusals,
   * too; any other error is a 500. The request's body was already read: the requested embed is the second argument.
   */
  authorize(request: Request, requested: RequestedEmbed): AuthorizeResult | Promise<AuthorizeResult>
  /**
   * The only origins whose pages may request tokens, such as https://app.example.com or https://*.example.com, or a
   * function that decides. Any origin by default. Otherwise, a request without an `Origin` header is refused.
   */
  allowedOrigins?: readonly string[] | ((origin: string) => boolean | Promise<boolean>) | undefined
  /** Shares minted tokens, and the pauses that a provider asked for, between requests and processes. Off by default. */
  cache?: TokenCache | undefined
  /** Called once for each response, with the reason of an error and no secret. Errors go to `console.error` by default. */
  onResponse?: ((event: TokenHandlerEvent, request: Request) => void | Promise<void>) | undefined
}

/**
 * Creates the route that a browser's `tokenEndpoint` calls: `POST` JSON `{ provider, ...resource }`, with the response
 * `{ token, expiresIn }` in seconds, or an error status with `{ code, message }` and perhaps `Retry-After`.
 *
 * It accepts Web-standard requests, as Next.js, Hono, Bun, Deno and Workers do. The customer, the email address, the
 * lifetime and every permission come from `authorize` alone. Equal requests at the same time are one request to the
 * provider.
 *
 * @throws EmbedError `SERVER_ONLY` in a browser; `INVALID_OPTIONS` for an invalid origin
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
  const { allowedOrigins, onResponse = logErrors } = options
  const isOriginAllowed = allowedOrigins && createOriginCheck(allowedOrigins)
  const mint = createTokenMinter()

  return async (request) => {
    const startedAt = performance.now()
    let requested: RequestedEmbed | undefined
    let cacheError: EmbedError | undefined

    function respond(response: Response, rejection?: Rejection): Response {
      const [code, error] = rejection ? [rejection.code, rejection.error] : [undefined, cacheError]
      const event = { requested, status: response.status, code, duration: performance.now() - startedAt, error }
      void notifyOnResponse(onResponse, event, request)
      return response
    }
    const reject = (rejection: Rejection): Response => respond(toErrorResponse(rejection), rejection)

    try {
      const rejected = rejectMethod(request) ?? (await rejectOrigin(request, isOriginAllowed))
      if (rejected) return reject(rejected)
      const parsed = await parseEmbedRequest(request)
      if ('status' in parsed) return reject(parsed)
      requested = parsed.requested
      const permitted = await authorizeRequest(options.authorize, request, requested)
      if ('status' in permitted) return reject(permitted)
      const account = await resolveAccount(options[requested.provider], request, requested, AUTHORIZE_TIMEOUT)
      if (!account) return reject(createVerdict(403))
      const cache = createSafeCache(options.cache, (error) => (cacheError = error))
      const job = await createMintJob(permitted, account)
      const { token, expiresIn } = await mint(job, { cache, needsNewToken: parsed.needsNewToken })
      return respond(Response.json({ token, expiresIn }, { headers: NO_STORE_HEADERS }))
    } catch (error) {
      if (isFrameworkError(error)) throw error
      return reject(toRejection(error))
    }
  }
}

function rejectMethod({ method }: Request): Rejection | undefined {
  if (method === 'POST') return undefined
  const message = 'Only POST is allowed.'
  const error = new EmbedError('REQUEST_REJECTED', `${message} The request was ${method}.`, { status: 405 })
  return { status: 405, code: 'REQUEST_REJECTED', message, headers: { allow: 'POST' }, error }
}

async function rejectOrigin(
  request: Request,
  isOriginAllowed: ReturnType<typeof createOriginCheck> | undefined,
): Promise<Rejection | undefined> {
  const origin = request.headers.get('origin')
  if (!isOriginAllowed) return undefined
  if (await callApp('allowedOrigins()', AUTHORIZE_TIMEOUT, () => isOriginAllowed(origin))) return undefined
  const error = new EmbedError('UNAUTHORIZED', `allowedOrigins does not allow the origin ${origin}.`, { status: 403 })
  return { status: 403, code: 'UNAUTHORIZED', message: 'Pages of this origin may not ask.', error }
}
