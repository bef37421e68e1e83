import type { ExtraParams } from '../core/vendorUrl'

/** Dashboard variables by name. Values are what JSON can hold. */
export type ExploVariables = Readonly<Record<string, unknown>>

/**
 * Variables as query parameters, each under its own name, quoted as Explo documents it: strings and lists as JSON,
 * objects as JSON in a JSON string (docs.explo.co, passing in variables).
 */
export function toVariableParams(variables: ExploVariables = {}): ExtraParams {
  return Object.fromEntries(
    Object.entries(variables)
      .filter(([, value]) => value !== undefined)
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

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
