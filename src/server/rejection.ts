import type { EmbedErrorCode } from '../core/errors.ts'

/** A token, and a response without a token, are for one viewer and one moment. */
export const NO_STORE_HEADERS = { 'cache-control': 'no-store' } as const

/** Why the handler responds without a token. */
export interface Rejection {
  status: number
  code: EmbedErrorCode
  /** For a viewer's browser: nothing internal. */
  message: string
  headers?: Readonly<Record<string, string>> | undefined
  /** A response of your app, which is sent instead of `{ code, message }`. */
  response?: Response | undefined
  /** The reason, for the server's log. */
  error?: unknown
}

/** Responds with `{ code, message }`, which the client's `tokenEndpoint` reads. */
export function toErrorResponse({ status, code, message, headers, response }: Rejection): Response {
  return response ?? Response.json({ code, message }, { status, headers: { ...NO_STORE_HEADERS, ...headers } })
}
