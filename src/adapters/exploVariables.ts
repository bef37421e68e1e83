import { devWarn } from '../core/devWarn.ts'
import type { ExtraParams } from '../core/providerUrl.ts'

/** What Explo's page reads itself from its URL: a variable of that name would change the page. */
const RESERVED_NAMES = new Set(['locale_code', 'refresh-minutes'])
/** A URL has no room for longer values, in characters of JSON. */
const MAX_VALUE_LENGTH = 2_000

/** Dashboard variables by name. Values are what JSON can hold. */
export type ExploVariables = Readonly<Record<string, unknown>>

/**
 * Variables as query parameters, each under its own name, quoted as Explo documents it: strings and lists as JSON,
 * objects as JSON in a JSON string (docs.explo.co, passing in variables).
 */
export function toVariableParams(variables: ExploVariables = {}): ExtraParams {
  return Object.fromEntries(
    Object.entries(variables)
      .filter(([name, value]) => value !== undefined && !isReserved(name))
      .map(([name, value]) => [name, JSON.stringify(isPlainObject(value) ? JSON.stringify(value) : value)]),
  )
}

/**
 * The variables that differ from those told before; undefined when none does. One that is gone keeps its value in the
 * page: Explo documents no way to unset it.
 */
export function changedVariables(
  variables: ExploVariables = {},
  previous: ExploVariables = {},
): ExploVariables | undefined {
  const changed = Object.entries(variables).filter(
    ([name, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(previous[name]),
  )
  return changed.length > 0 ? Object.fromEntries(changed) : undefined
}

/** Those that a URL can hold of the variables that a page reported: it may report anything. */
export function transferableVariables(variables: ExploVariables = {}): ExploVariables {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => isTransferable(value)))
}

function isTransferable(value: unknown): boolean {
  try {
    return JSON.stringify(value).length <= MAX_VALUE_LENGTH
  } catch {
    return false
  }
}

function isReserved(name: string): boolean {
  if (!RESERVED_NAMES.has(name)) return false
  if (process.env.NODE_ENV !== 'production')
    devWarn(`a variable is named ${name}, which Explo reads as a setting of its own: it is left out.`)
  return true
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
