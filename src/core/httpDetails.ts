import { isRecord } from './isRecord.ts'
import { readProperty } from './readProperty.ts'

/**
 * Where HTTP clients put the response in the errors that they throw: `response` (axios, ky), `data` and `meta.response`
 * (tRPC), `context` (Supabase functions); and `cause`, for an app that wraps an error in one of its own.
 */
const PLACES = ['response', 'data', 'context', 'meta', 'cause']

/** Those of the codes `functions/…` of Firebase's callable functions after which a retry is no use, or has to wait. */
const FIREBASE_STATUSES: Readonly<Record<string, number | undefined>> = {
  unauthenticated: 401,
  'permission-denied': 403,
  'not-found': 404,
  'resource-exhausted': 429,
}

/** The HTTP status of what a client threw, or of what its error holds. */
export function findStatus(thrown: unknown): number | undefined {
  return findIn(thrown, (source) => {
    const firebaseStatus = FIREBASE_STATUSES[String(readProperty(source, 'code')).replace('functions/', '')]
    const statuses = ['status', 'statusCode', 'httpStatus'].map((name) => readProperty(source, name))
    return [...statuses, firebaseStatus].find(isStatus)
  })
}

/** A response header, from a `Headers` or an object. */
export function findHeader(thrown: unknown, name: string): unknown {
  return findIn(thrown, (source) => {
    const headers = readProperty(source, 'headers')
    if (!isRecord(headers)) return undefined
    return (typeof headers.get === 'function' ? headers.get(name) : headers[name]) ?? undefined
  })
}

/** @param depth no client puts it deeper, and an error may hold itself */
function findIn<T>(thrown: unknown, read: (source: object) => T | undefined, depth = 3): T | undefined {
  if (!isRecord(thrown) || depth === 0) return undefined
  let found = read(thrown)
  for (const place of PLACES) found ??= findIn(readProperty(thrown, place), read, depth - 1)
  return found
}

function isStatus(value: unknown): value is number {
  return typeof value === 'number' && value >= 100
}
