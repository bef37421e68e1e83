import { EmbedError } from '../core/errors.ts'
import { type TokenEndpoint, withoutQuery } from '../core/tokenEndpoint.ts'
import type { TokenRequest } from '../core/tokenFetcher.ts'
import { findEndpointError } from './findEndpointError.ts'

/**
 * Returns a token fetcher for a route of the app's own backend, for `tokenEndpoint="/api/embed-token"`.
 *
 * The request is `POST` JSON `{ provider, ...resource }`, with `reason: 'forced'` if the current token does not work.
 * The response is `{ token, expiresIn }` (seconds), or an error status with `{ code, message }` and perhaps
 * `Retry-After`. Only the server knows the viewer and their permissions.
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
    // In this order, because a resource may have a field of the same name. A caching server must not return the current
    // token.
    const body = JSON.stringify({ ...(reason === 'forced' ? { reason } : {}), ...resource, provider })
    const response = await post(url, { method: 'POST', headers, body, credentials, cache: 'no-store', signal })
    const content: unknown = await response.json().catch(() => undefined)
    const error = findEndpointError(withoutQuery(url), response, content, provider)
    if (error) throw error
    return content
  }
}

/**
 * Posts, first without following redirects: with redirects, a cross-origin sign-in page looks like a missing
 * network, the same `TypeError`.
 */
async function post(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, redirect: 'manual' })
  // The status is 0 in a browser, and the redirect's status elsewhere.
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
