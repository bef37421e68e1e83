import { devWarn } from '../core/devWarn.ts'
import type { ExtraParams } from '../core/providerUrl.ts'
import { tryParseJson } from '../core/tryParseJson.ts'

/** Query parameters reserved by Explo: a variable of the same name would change a page setting. */
const RESERVED_NAMES = new Set(['locale_code', 'refresh-minutes'])
/** Maximum length of a value in the URL, in characters of JSON. */
const MAX_VALUE_LENGTH = 2_000

/** Dashboard variables by name. Values must be serializable as JSON. */
export type ExploVariables = Readonly<Record<string, unknown>>

/**
 * Converts variables to query parameters as Explo documents: strings and lists as JSON, objects as JSON within a JSON
 * string (docs.explo.co, passing in variables).
 */
export function toVariableParams(variables: ExploVariables = {}): ExtraParams {
  return Object.fromEntries(
    Object.entries(variables)
      .filter(([name, value]) => value !== undefined && !isReserved(name))
      .map(([name, value]) => [name, toParam(value)]),
  )
}

/**
 * Returns the variables in an iframe's URL. {@link toVariableParams} returns the same parameters for them.
 *
 * @param extraParams of the host app, which are no variables
 */
export function parseVariableParams(src: string, extraParams: ExtraParams = {}): ExploVariables {
  const params = [...new URL(src).searchParams]
    .filter(([name]) => !RESERVED_NAMES.has(name) && !Object.hasOwn(extraParams, name))
    .map(([name, param]) => [name, parseParam(param)])
  return Object.fromEntries(params)
}

/**
 * Returns the changed variables; undefined if nothing changed. A removed variable keeps its value in the page, because
 * Explo documents no way to unset a variable.
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

/** Returns the reported variables that fit into a URL. A page may report any value. */
export function transferableVariables(variables: ExploVariables = {}): ExploVariables {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => isTransferable(value)))
}

/** Returns the parameter of a value. Checks the JSON, because a `Date` is a string in JSON. */
function toParam(value: unknown): string | undefined {
  const json: string | undefined = JSON.stringify(value)
  return json?.startsWith('{') ? JSON.stringify(json) : json
}

function parseParam(param: string): unknown {
  const value = tryParseJson(param)
  const inner = typeof value === 'string' && value.startsWith('{') ? tryParseJson(value) : undefined
  // A text that only looks like JSON stays unchanged in the next URL.
  return JSON.stringify(inner) === value ? inner : value
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
    devWarn(`variables.${name} was ignored: Explo reserves this name for a page setting.`)
  return true
}
