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
   * Felt's account, or a function for a request's account, such as a customer's own workspace. Without an
   * account every map request gets a 403.
   */
  felt?: ProviderAccount | AccountOfRequest | undefined
  /** Explo's account, or a function, like `felt`. Without an account every dashboard request gets a 403. */
  explo?: ProviderAccount | AccountOfRequest | undefined
  /**
   * The account of your Superset, or a function, as `felt`. Without an account each request for a dashboard is a 403.
   */
  superset?: SupersetAccount | AccountOfRequest<SupersetAccount> | undefined
  /**
   * The key of your Metabase, or a function, as `felt`. Without a key each request for a dashboard or question is a
   * 403.
   */
  metabase?: MetabaseAccount | AccountOfRequest<MetabaseAccount> | undefined
  /**
   * Returns the viewer's access, or a rejection: 401 or `null` if the viewer is not signed in, 403 without access, any
   * other status from 400 to 499, or a `Response`. Thrown responses, and thrown errors with such a status, are
   * rejections too; any other error is a 500. The request body is already read: the requested embed is the second
   * argument.
   */
  authorize(request: Request, requested: RequestedEmbed): AuthorizeResult | Promise<AuthorizeResult>
  /**
   * Origins of pages with permission to request tokens: a list, or a function. Examples: `https://app.example.com` and
   * `https://*.example.com`. Default: any origin. With this option, a request without an `Origin` header is rejected.
   */
  allowedOrigins?: readonly string[] | ((origin: string) => boolean | Promise<boolean>) | undefined
  /** Shares minted tokens, and a provider's `Retry-After`, between requests and processes. Default: no cache. */
  cache?: TokenCache | undefined
  /** Called once per response, with the error's reason and without secrets. Default: errors go to `console.error`. */
  onResponse?: ((event: TokenHandlerEvent, request: Request) => void | Promise<void>) | undefined
}

/**
 * Creates the server route for `tokenEndpoint`: `POST` JSON `{ provider, ...resource }`, with the response
 * `{ token, expiresIn }` in seconds, or an error status with `{ code, message }` and perhaps `Retry-After`.
 *
 * Accepts Web-standard requests, as in Next.js, Hono, Bun, Deno and Workers. The customer, the email address, the
 * lifetime and every permission come from `authorize` only. Equal requests in flight share one request to the
 * provider.
 *
 * @throws EmbedError `SERVER_ONLY` in a browser; `INVALID_OPTIONS` for an invalid origin or cache
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
  const createCache = createSafeCache(options.cache)

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
      const cache = createCache((error) => (cacheError = error))
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
  return { status: 403, code: 'UNAUTHORIZED', message: 'Origin not allowed.', error }
}
