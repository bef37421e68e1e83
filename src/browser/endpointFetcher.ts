import { EmbedError } from '../core/errors.ts'
import { isRecord } from '../core/isRecord.ts'
import type { TokenRequest } from '../core/tokenFetcher.ts'
import { toEmbedError } from '../core/toEmbedError.ts'

/**
 * A token fetcher for a route of the host's own back end, so that `tokenEndpoint="/api/embed-token"` is all it takes.
 *
 * The request: `POST` JSON `{ provider, ...resource }` with the site's cookies, and `reason: 'forced'` if the current
 * token does not work. The response: `{ token, expiresIn }` (seconds), or an error status with `{ code, message }` and
 * perhaps `Retry-After`. The viewer and their permissions are known to the server alone.
 *
 * @param endpoint a URL, usually of the same origin
 */
export function createEndpointFetcher(endpoint: string): (request: TokenRequest) => Promise<unknown> {
  return async ({ provider, resource, reason, signal }) => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      // In this order: a resource may have a field of that name. A server that caches tokens must not return the current one.
      body: JSON.stringify({ ...(reason === 'forced' ? { reason } : {}), ...resource, provider }),
      credentials: 'same-origin',
      cache: 'no-store',
      signal,
    })
    const body: unknown = await response.json().catch(() => undefined)
    if (!response.ok) throw responseError(response, body, endpoint, provider)
    return body
  }
}

function responseError(response: Response, body: unknown, endpoint: string, provider: string): EmbedError {
  const { code, status, retryAfterMs, retryable } = toEmbedError(response, provider, Date.now())
  const said = isRecord(body) && typeof body.message === 'string' ? `: ${body.message}` : ''
  const message = `${endpoint} answered with status ${status}${said}`
  return new EmbedError(code, message, { provider, status, retryAfterMs, retryable })
}
