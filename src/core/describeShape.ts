import { isRecord } from './isRecord.ts'

/**
 * Describes an external value for an error message: type and keys, without values, because any value may be a token.
 */
export function describeShape(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (value === '') return 'an empty string'
  if (Array.isArray(value)) return 'an array'
  if (!isRecord(value)) return `a ${typeof value}`
  if (typeof value.json === 'function') return 'a Response (return `await response.json()` instead)'
  const keys = Object.keys(value)
  return keys.length === 0 ? 'an object without keys' : `an object with the keys ${keys.slice(0, 8).join(', ')}`
}
