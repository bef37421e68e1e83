import type { EmbedErrorCode } from '../core/errors.ts'

/** A token, and the news that there is none, are for one viewer and one moment. */
export const NO_STORE_HEADERS = { 'cache-control': 'no-store' } as const

/** What an endpoint may say of itself when it gives no token. */
export interface ErrorInit {
  status: number
  code: EmbedErrorCode
  /** For a viewer's browser: nothing from inside. */
  message: string
  headers?: Readonly<Record<string, string>> | undefined
}

/** Answers with `{ code, message }`, which the client's `tokenEndpoint` understands. */
export function errorResponse({ status, code, message, headers }: ErrorInit): Response {
  return Response.json({ code, message }, { status, headers: { ...NO_STORE_HEADERS, ...headers } })
}
