import { describeShape } from '../core/describeShape.ts'
import { EmbedError } from '../core/errors.ts'

/** A list of allowed IDs: an array, a `Set` or any object with `has`, or a function that checks one ID. */
export type AllowedIds =
  readonly string[] | { has(id: string): boolean | Promise<boolean> } | ((id: string) => boolean | Promise<boolean>)

/**
 * Returns whether a rule allows an ID.
 *
 * @param name of the option, for the error
 * @param normalize returns the ID of an entry, such as of a map's slug
 * @throws EmbedError `INVALID_OPTIONS` for any other rule, including strings, because `includes` of a string would allow
 * each substring; and for a result that is not a boolean, because a status such as 403 is truthy
 */
export async function isIdAllowed(
  name: string,
  allowed: AllowedIds,
  id: string,
  normalize: (id: string) => string = (each) => each,
): Promise<boolean> {
  if (typeof allowed === 'function') return toBoolean(name, await allowed(id))
  const rule: unknown = allowed
  if (Array.isArray(rule) || rule instanceof Set) {
    return [...rule].some((each: unknown) => typeof each === 'string' && normalize(each) === id)
  }
  if (hasMethod(rule, 'has')) return toBoolean(name, await rule.has(id))
  if (hasMethod(rule, 'includes')) return toBoolean(name, await rule.includes(id))
  const actual = rule === null ? 'null' : typeof rule
  throw new EmbedError('INVALID_OPTIONS', `${name} must be an array, a Set or a function; it is ${actual}.`)
}

function toBoolean(name: string, result: unknown): boolean {
  if (typeof result === 'boolean') return result
  if (result === undefined || result === null) return false
  throw new EmbedError('INVALID_OPTIONS', `${name} must return true or false; it returned ${describeShape(result)}.`)
}

/** Returns whether an object has a method. Strings have methods too, and are excluded. */
function hasMethod<Name extends string>(
  value: unknown,
  name: Name,
): value is Readonly<Record<Name, (id: string) => unknown>> {
  if (typeof value !== 'object' || value === null || isStringObject(value)) return false
  return typeof Reflect.get(value, name) === 'function'
}

function isStringObject(value: object): boolean {
  return Object.prototype.toString.call(value) === '[object String]'
}
