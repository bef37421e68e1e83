import { EmbedError, type EmbedErrorCode } from '../core/errors.ts'
import { isRecord } from '../core/isRecord.ts'
import { toEmbedError } from '../core/toEmbedError.ts'
import { withoutQuery } from '../core/tokenEndpoint.ts'

/**
 * Returns the error in a token endpoint's response; undefined for a valid response.
 *
 * A response without JSON after a redirect to another path is a sign-in page: `UNAUTHORIZED`, so that no timer retries
 * and an app can offer to sign in. Without such a redirect the route is wrong, and a retry would not help.
 *
 * @param url of the endpoint, without query
 * @param content JSON body; undefined if missing
 */
export function findEndpointError(
  url: string,
  response: Response,
  content: unknown,
  provider: string,
): EmbedError | undefined {
  const { ok, redirected } = response
  const type = content === undefined && response.headers.get('content-type')
  const isPage = type && !type.includes('json')
  if (ok && !isPage) return undefined
  const target = redirected && withoutQuery(response.url)
  const parts = [target && `redirected to ${target}`, isPage && `responded with ${type}`]
  const reason = [...parts, isRecord(content) && content.message].filter(Boolean).join(', ')
  const error = toEmbedError(response, provider, Date.now(), url, reason)
  let { code, message } = error
  if (isPage && (ok || code === 'REQUEST_REJECTED')) {
    // A trailing slash, a language prefix or another host leads to the same route.
    if (target && !target.includes(url)) code = 'UNAUTHORIZED'
    else if (ok) code = 'INVALID_TOKEN_RESPONSE'
  }
  if (process.env.NODE_ENV !== 'production') message = explain(message, code, response, content)
  return new EmbedError(code, message, { ...error, retryable: ok ? false : undefined })
}

function explain(message: string, code: EmbedErrorCode, { status, ok }: Response, content: unknown): string {
  const isOfHandler = isRecord(content) && typeof content.code === 'string'
  let hint = ''
  if (status === 403 && isOfHandler) {
    hint = `If the viewer has access: allowedOrigins of createTokenHandler must contain ${location.origin}, the origin of this page.`
  } else if (status === 404 && !isOfHandler) {
    hint = 'Check the URL: if the app has a base path (basePath in Next.js), tokenEndpoint must start with this path.'
  } else if (code === 'UNAUTHORIZED') {
    hint = 'The viewer is probably signed out.'
  } else if (ok) {
    hint = 'Expected JSON. Check the URL, and that the server does not respond with a page of the app.'
  }
  return hint ? `${message.replace(/\.?$/, '.')} ${hint}` : message
}
