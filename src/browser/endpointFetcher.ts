import { EmbedError } from '../core/errors.ts'
import { isRecord } from '../core/isRecord.ts'
import type { TokenRequest } from '../core/tokenFetcher.ts'
import { toEmbedError } from '../core/toEmbedError.ts'

/**
 * A token fetcher for a route of the host's own back end, so that `tokenEndpoint="/api/embed-token"` is all it takes.
 *
 * The wire: `POST` JSON `{ provider, ...resource }` with the site's cookies, answered by `{ token, expiresIn }`
 * (seconds), or by an error status with `{ code, message }` and perhaps `Retry-After`. Who asks, and every right, is
 * for the server to know.
 *
 * @param endpoint a URL, usually of the same origin
 */
export function createEndpointFetcher(endpoint: string): (request: TokenRequest) => Promise<unknown> {
  return async ({ provider, resource, signal }) => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      // In this order: a resource may have a field of that name.
      body: JSON.stringify({ ...resource, provider }),
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
