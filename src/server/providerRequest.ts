import { withTimeout } from '../core/timeout.ts'
import { EmbedError } from '../core/errors.ts'
import { readProperty } from '../core/readProperty.ts'
import { codeForStatus, parseRetryAfter } from '../core/toEmbedError.ts'
import { isFrameworkError } from './isFrameworkError.ts'

/** Common options of all mint functions. */
export interface MintRequestOptions {
  /** Aborts the request. */
  signal?: AbortSignal | undefined
  /** Timeout for the provider's response, in ms. Default: 10 s. */
  timeout?: number | undefined
  /** Replaces the global `fetch`, for a proxy or tests. */
  fetch?: typeof globalThis.fetch | undefined
}

/** A request to a provider's API. */
export interface ProviderRequest {
  /** Name of the provider, such as `felt`. */
  provider: string
  url: URL
  /** Default `POST`. */
  method?: 'GET' | undefined
  headers: Readonly<Record<string, string>>
  body?: string
  /** Secret to remove from errors, even if the provider's response contains it. */
  secret: string
  /** Returns the reason in a provider's error response. */
  parseErrorReason(body: unknown): string | undefined
}

/** A provider's response, with both clocks. */
export interface ProviderResponse {
  body: unknown
  headers: Headers
  /** Start of the request by the local clock, in epoch ms; up to 1 ms too early, never too late. */
  requestedAt: number
  /** Time of the response by the provider's clock, in epoch ms; the local clock if unknown. */
  sentAt: number
}

/** Default timeout for a provider's response, in ms. */
export const DEFAULT_TIMEOUT = 10_000

/**
 * Sends a request to a provider's API.
 *
 * @throws EmbedError with the provider's `status` and `retryAfterMs` for an error response, `FETCH_TIMEOUT`, or
 * `FETCH_FAILED`;
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
    // The host app's own `fetch` may ignore signals.
    return await withTimeout(response, timeout, () => {
      timeoutController.abort()
      return new EmbedError('FETCH_TIMEOUT', `${url.host} did not respond within ${timeout} ms.`, { provider })
    })
  } catch (cause) {
    if (cause instanceof EmbedError || isFrameworkError(cause)) throw cause
    throw new EmbedError('FETCH_FAILED', `Request to ${url.host} failed. See \`cause\`.`, { provider, cause })
  }
}

async function send(request: ProviderRequest, fetch: typeof globalThis.fetch, signal: AbortSignal) {
  const start = performance.now()
  const response = await fetch(request.url, {
    ...withoutCache(),
    method: request.method ?? 'POST',
    headers: { accept: 'application/json', ...request.headers },
    body: request.body ?? null,
    // Following a redirect could send the secret to another host.
    redirect: 'manual',
    signal,
  })
  const body: unknown = await response.json().catch(ignoreSyntaxError)
  if (!response.ok) throw providerError(request, response, body)
  // After the request: Next.js refuses to prerender a component that reads the time before uncached data.
  const now = Date.now()
  const requestedAt = now - (performance.now() - start)
  const { headers } = response
  return { body, headers, requestedAt, sentAt: Date.parse(headers.get('date') ?? '') || now }
}

/**
 * Returns fetch options against caching: a framework must not cache a token or prerender a page with a token. Workers
 * with a compatibility date before 2024-11-11 have no `cache` field and throw if a request has one.
 */
function withoutCache(): RequestInit {
  // An app may use its own `fetch` in a runtime without `Request`.
  const isSupported = typeof Request === 'undefined' || 'cache' in Request.prototype
  return isSupported ? { cache: 'no-store' } : {}
}

/**
 * Ignores a body without JSON, judged by its status; an incomplete body is an error. The error may come from another
 * realm.
 */
function ignoreSyntaxError(reason: unknown): undefined {
  if (readProperty(reason, 'name') === 'SyntaxError') return undefined
  throw reason
}

function providerError(
  { provider, url, secret, parseErrorReason }: ProviderRequest,
  { status, headers }: Response,
  body: unknown,
): EmbedError {
  const retryAfterMs = parseRetryAfter(headers.get('retry-after'), Date.now())
  const reason = parseErrorReason(body)?.replaceAll(secret, '…')
  const message = `${url.host} responded with status ${status}${reason ? `: ${reason}` : ''}`
  return new EmbedError(codeForStatus(status), message, { provider, status, retryAfterMs })
}
