import { EmbedError } from '../core/errors.ts'
import type { TokenEndpoint } from '../core/tokenEndpoint.ts'
import type { TokenRequest } from '../core/tokenFetcher.ts'
import { findEndpointError } from './findEndpointError.ts'

/**
 * A token fetcher for a route of the app's own backend, so that `tokenEndpoint="/api/embed-token"` is all that an app needs.
 *
 * The request is `POST` JSON `{ provider, ...resource }`, with `reason: 'forced'` if the current token does not work. The
 * response is `{ token, expiresIn }` (seconds), or an error status with `{ code, message }` and perhaps `Retry-After`. The
 * viewer and their permissions are known to the server alone.
 */
export function createEndpointFetcher({
  url,
  headers: source,
  credentials = 'same-origin',
}: TokenEndpoint): (request: TokenRequest) => Promise<unknown> {
  return async ({ provider, resource, reason, signal }) => {
    const headers = new Headers(typeof source === 'function' ? await source() : source)
    headers.set('content-type', 'application/json')
    headers.set('accept', 'application/json')
    // In this order: a resource may have a field of that name. A server that caches tokens must not return the current one.
    const body = JSON.stringify({ ...(reason === 'forced' ? { reason } : {}), ...resource, provider })
    const response = await post(url, { method: 'POST', headers, body, credentials, cache: 'no-store', signal })
    const content: unknown = await response.json().catch(() => undefined)
    const error = findEndpointError(url, response, content, provider)
    if (error) throw error
    return content
  }
}

/**
 * Posts, at first without following a redirect: to a page, a redirect to a sign-in page of another origin and a missing
 * network are the same `TypeError`.
 */
async function post(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, redirect: 'manual' })
  // The status is 0 in a browser, and that of the redirect elsewhere.
  if (response.ok || response.status >= 400) return response
  return fetch(url, init).catch((cause: unknown) => {
    let message = 'redirected to another origin.'
    if (process.env.NODE_ENV !== 'production') {
      message +=
        ' The viewer is probably signed out, and a gateway in front of the route redirects to its sign-in page.'
    }
    throw new EmbedError('UNAUTHORIZED', message, { cause })
  })
}
