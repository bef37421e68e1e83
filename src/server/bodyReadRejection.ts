import { EmbedError } from '../core/errors.ts'
import type { Rejection } from './rejection.ts'

/** For the browser too: the developer sees it there first, and it says nothing of the account. */
const MESSAGE =
  'The request body was already read. Put the route before the body parser, or pass the parsed body: see "Behind a body parser" in docs/server.md.'

/** The rejection of a request that has a body which the token handler cannot read. */
export function bodyReadRejection(): Rejection {
  const code = 'INVALID_OPTIONS'
  return { status: 500, code, message: MESSAGE, error: new EmbedError(code, MESSAGE) }
}

/** Whether other code has read the body, or is reading it. */
export function isBodyTaken({ bodyUsed, body }: Request): boolean {
  return bodyUsed || body?.locked === true
}

/**
 * Whether the headers announce a body. If nothing arrives of an announced body, a body parser of Node.js has read it:
 * an adapter then creates the `Request` with an empty body.
 */
export function hasAnnouncedBody({ headers }: Request): boolean {
  return Number(headers.get('content-length')) > 0 || headers.has('transfer-encoding')
}
