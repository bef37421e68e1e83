import type { EmbedErrorCode } from '../core/errors.ts'
import type { RequestedEmbed } from './parseEmbedRequest.ts'

/** A response of the token handler, for logs and metrics. Contains no token and no API token. */
export interface TokenHandlerEvent {
  /** The requested embed; undefined if the request did not name one. */
  requested: RequestedEmbed | undefined
  /** HTTP status of the response. */
  status: number
  /** Code in the response; undefined for a token. */
  code: EmbedErrorCode | undefined
  /** Time from the request to the response, in ms. */
  duration: number
  /**
   * Reason for your log: the provider's message, your own code's error, or the rejected origin. Undefined
   * for a token and for a rejection returned by `authorize`. After a cache failure a token has an error, too.
   */
  error: unknown
}

/**
 * Calls the app's hook, without delaying the response. An error or rejection of the hook is
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

/** Logs each error, except for viewers without a session and requests other than `POST`. */
export function logErrors({ requested, status, error }: TokenHandlerEvent): void {
  // A thrown `undefined` is an error, too.
  if ((error === undefined && status < 500) || status === 401 || status === 405) return
  const what = requested ? ` to ${JSON.stringify(requested)}` : ''
  console.error(`react-private-embed: the token handler responded with ${status}${what}.`, error)
}
