import type { EmbedErrorCode } from '../core/errors.ts'
import type { RequestedEmbed } from './parseEmbedRequest.ts'

/** One response of the token handler, for logs and metrics. Contains no token and no API token. */
export interface TokenHandlerEvent {
  /** The requested embed; undefined if the request was rejected before its body was read. */
  requested: RequestedEmbed | undefined
  /** The HTTP status of the response. */
  status: number
  /** The code in the response; undefined for a token. */
  code: EmbedErrorCode | undefined
  /** Time from the request to the response, in ms. */
  duration: number
  /**
   * The reason for your log: the provider's message, what your own code threw, the origin that is not allowed. Undefined
   * for a token and for a refusal that `authorize` returned. A token whose cache failed has an error, too.
   */
  error: unknown
}

/**
 * Calls the app's hook. The response is not delayed by the hook and does not depend on it: a hook that throws or rejects is
 * logged.
 */
export async function notifyOnResponse(
  onResponse: (event: TokenHandlerEvent, request: Request) => void | Promise<void>,
  event: TokenHandlerEvent,
  request: Request,
): Promise<void> {
  try {
    await onResponse(event, request)
  } catch (thrown) {
    console.error('react-private-embed: onResponse failed.', thrown)
  }
}

/** Logs each error, except the everyday ones: a viewer who is not signed in, a request that is not a `POST`. */
export function logErrors({ requested, status, error }: TokenHandlerEvent): void {
  // Something that throws `undefined` is an error, too.
  if ((error === undefined && status < 500) || status === 401 || status === 405) return
  const what = requested ? ` to ${JSON.stringify(requested)}` : ''
  console.error(`react-private-embed: the token handler responded with ${status}${what}.`, error)
}
