import type { EmbedErrorCode } from '../core/errors.ts'

/** Responses with or without a token are for one viewer at one time. */
export const NO_STORE_HEADERS = { 'cache-control': 'no-store' } as const

/** Reason for a response without a token. */
export interface Rejection {
  status: number
  code: EmbedErrorCode
  /** For the viewer's browser, without internal details. */
  message: string
  headers?: Readonly<Record<string, string>> | undefined
  /** A response of the app, sent instead of `{ code, message }`. */
  response?: Response | undefined
  /** Reason for the server's log. */
  error?: unknown
}

/** Returns the response `{ code, message }`, as expected by the client's `tokenEndpoint`. */
export function toErrorResponse({ status, code, message, headers, response }: Rejection): Response {
  return response ?? Response.json({ code, message }, { status, headers: { ...NO_STORE_HEADERS, ...headers } })
}
