import { isRecord } from './isRecord.ts'
import { readProperty } from './readProperty.ts'

/**
 * Properties in which HTTP clients put the response: `response` (axios, ky), `data` and `meta.response` (tRPC),
 * `context` (Supabase functions), and `cause` for errors wrapped by an app.
 */
const PLACES = ['response', 'data', 'context', 'meta', 'cause']

/** Codes `functions/…` of Firebase callable functions which must not be retried, or only after a delay. */
const FIREBASE_STATUSES: Readonly<Record<string, number | undefined>> = {
  unauthenticated: 401,
  'permission-denied': 403,
  'not-found': 404,
  'resource-exhausted': 429,
}

/** Returns the HTTP status of a thrown value, or of a response within. */
export function findStatus(thrown: unknown): number | undefined {
  return findIn(thrown, (source) => {
    const firebaseStatus = FIREBASE_STATUSES[String(readProperty(source, 'code')).replace('functions/', '')]
    const statuses = ['status', 'statusCode', 'httpStatus'].map((name) => readProperty(source, name))
    return [...statuses, firebaseStatus].find(isStatus)
  })
}

/** Returns a response header, from a `Headers` or an object. */
export function findHeader(thrown: unknown, name: string): unknown {
  return findIn(thrown, (source) => {
    const headers = readProperty(source, 'headers')
    if (!isRecord(headers)) return undefined
    return (typeof headers.get === 'function' ? headers.get(name) : headers[name]) ?? undefined
  })
}

/** @param depth limits recursion: no client nests deeper, and an error may reference itself */
function findIn<T>(thrown: unknown, read: (source: object) => T | undefined, depth = 3): T | undefined {
  if (!isRecord(thrown) || depth === 0) return undefined
  let found = read(thrown)
  for (const place of PLACES) found ??= findIn(readProperty(thrown, place), read, depth - 1)
  return found
}

function isStatus(value: unknown): value is number {
  return typeof value === 'number' && value >= 100
}
