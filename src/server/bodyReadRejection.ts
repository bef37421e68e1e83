import { EmbedError } from '../core/errors.ts'
import type { Rejection } from './rejection.ts'

/** Also sent to the browser, where developers see the message first; contains nothing about the account. */
const MESSAGE =
  'The request body was already read. Mount the token handler before body parsers such as express.json(), or pass the parsed body: see "Behind a body parser" in docs/server.md.'

/** Returns the rejection of a request whose body is unreadable for the token handler. */
export function bodyReadRejection(): Rejection {
  const code = 'INVALID_OPTIONS'
  return { status: 500, code, message: MESSAGE, error: new EmbedError(code, MESSAGE) }
}

/** Returns whether other code has read the body, or is reading it. */
export function isBodyTaken({ bodyUsed, body }: Request): boolean {
  return bodyUsed || body?.locked === true
}

/**
 * Returns whether the headers announce a body. If an announced body is empty, a body parser of Node.js has read it:
 * the `Request` was then created without a body.
 */
export function hasAnnouncedBody({ headers }: Request): boolean {
  return Number(headers.get('content-length')) > 0 || headers.has('transfer-encoding')
}
