import { withTimeout } from '../core/timeout.ts'
import { EmbedError } from '../core/errors.ts'
import { readProperty } from '../core/readProperty.ts'
import { toEmbedError } from '../core/toEmbedError.ts'
import { isFrameworkError } from './isFrameworkError.ts'

/** What every mint takes beside what it mints. */
export interface MintRequestOptions {
  /** Aborts the request. */
  signal?: AbortSignal | undefined
  /** How long the provider may take to respond, in ms; 10 s by default. */
  timeout?: number | undefined
  /** Instead of the global `fetch`: for a proxy, for tests. */
  fetch?: typeof globalThis.fetch | undefined
}

/** One request to a vendor's API. */
export interface ProviderRequest {
  /** The vendor's name, such as `felt`. */
  provider: string
  url: URL
  /** Default `POST`. */
  method?: 'GET' | undefined
  headers: Readonly<Record<string, string>>
  body?: string
  /** What no error may repeat, whatever the vendor's answer says. */
  secret: string
  /** What a refusal says of its reason, in the vendor's own form. */
  parseErrorReason(body: unknown): string | undefined
}

/** A vendor's answer, and both clocks. */
export interface ProviderResponse {
  body: unknown
  /** The cookies that the vendor set, as a `Cookie` header sends them back. */
  cookie: string
  /** When the request was sent by our clock, in ms since the epoch; up to 1 ms too early, never too late. */
  requestedAt: number
  /** When it was sent by the vendor's clock, in ms since the epoch; our clock where the vendor does not say. */
  sentAt: number
}

/** How long a provider may take to respond by default, in ms. */
export const DEFAULT_TIMEOUT = 10_000

/**
 * Sends a request to a provider's API.
 *
 * @throws EmbedError with the vendor's `status` and `retryAfterMs` for a refusal, `FETCH_TIMEOUT`, or `FETCH_FAILED`;
 * errors of a framework unchanged
 */
export async function requestFromProvider(
  request: ProviderRequest,
  options: MintRequestOptions,
): Promise<ProviderResponse> {
  const { provider, url } = request
  const { signal, timeout = DEFAULT_TIMEOUT, fetch = globalThis.fetch } = options
  const timeoutController = new AbortController()
  const response = send(
    request,
    fetch,
    signal ? AbortSignal.any([signal, timeoutController.signal]) : timeoutController.signal,
  )
  try {
    // A `fetch` of the host's own may know nothing of signals.
    return await withTimeout(response, timeout, () => {
      timeoutController.abort()
      return new EmbedError('FETCH_TIMEOUT', `${url.host} did not answer within ${timeout} ms.`, { provider })
    })
  } catch (cause) {
    if (cause instanceof EmbedError || isFrameworkError(cause)) throw cause
    throw new EmbedError('FETCH_FAILED', `${url.host} could not be asked.`, { provider, cause })
  }
}

async function send(request: ProviderRequest, fetch: typeof globalThis.fetch, signal: AbortSignal) {
  const start = performance.now()
  const response = await fetch(request.url, {
    ...withoutCache(),
    method: request.method ?? 'POST',
    headers: { accept: 'application/json', ...request.headers },
    body: request.body ?? null,
    // To follow one could hand the secret to whoever is at the other end.
    redirect: 'manual',
    signal,
  })
  const body: unknown = await response.json().catch(ignoreSyntaxError)
  if (!response.ok) throw providerError(request, response, body)
  // Not before the request: Next.js refuses to prerender a component that reads the time before it reads uncached data.
  const now = Date.now()
  const requestedAt = now - (performance.now() - start)
  const cookie = response.headers
    .getSetCookie()
    .map((each) => each.split(';', 1)[0])
    .join('; ')
  return { body, cookie, requestedAt, sentAt: Date.parse(response.headers.get('date') ?? '') || now }
}

/**
 * A framework that caches `fetch` must not cache a token, and must not prerender the page that contains the token. Workers
 * with a compatibility date before 2024-11-11 have no `cache` field and throw if a request has one.
 */
function withoutCache(): RequestInit {
  // An app may bring its own `fetch` to a runtime that has no `Request`.
  const isSupported = typeof Request === 'undefined' || 'cache' in Request.prototype
  return isSupported ? { cache: 'no-store' } : {}
}

/** A body that is not JSON is judged by its status; an incomplete body is no response. The error may be of another realm. */
function ignoreSyntaxError(reason: unknown): undefined {
  if (readProperty(reason, 'name') === 'SyntaxError') return undefined
  throw reason
}

function providerError(
  { provider, url, secret, parseErrorReason }: ProviderRequest,
  response: Response,
  body: unknown,
): EmbedError {
  const { code, status, retryAfterMs, retryable } = toEmbedError(response, provider, Date.now())
  const reason = parseErrorReason(body)?.replaceAll(secret, '…')
  const message = `${url.host} answered with status ${status}${reason ? `: ${reason}` : ''}`
  return new EmbedError(code, message, { provider, status, retryAfterMs, retryable })
}
