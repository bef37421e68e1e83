import { isRecord } from '../../../core/isRecord.ts'

/** Parsed query of an Explo page. */
export interface ExploQuery {
  /** Dashboard variables, by name. */
  variables: Record<string, unknown>
  /** Language tag for number formats. */
  locale: string
  /** Minutes between reloads of the data; 0 for never. */
  refreshMinutes: number
}

/**
 * Parses the query string by Explo's rules: every value is JSON, so a string is in double quotes, and an object is a
 * string of JSON. Invalid values are ignored, so that host apps notice missing quotes.
 */
export function parseQuery(search: string): ExploQuery {
  const variables: Record<string, unknown> = {}
  for (const [name, text] of new URLSearchParams(search)) {
    const value = parseValue(text)
    if (value !== undefined) variables[name] = value
  }
  const { locale_code: locale, 'refresh-minutes': minutes, ...rest } = variables
  return {
    variables: rest,
    locale: typeof locale === 'string' ? supportedLocale(locale) : 'en-US',
    refreshMinutes: typeof minutes === 'number' && minutes > 0 ? minutes : 0,
  }
}

function parseValue(text: string): unknown {
  const value = parseJson(text)
  const inner = typeof value === 'string' ? parseJson(value) : undefined
  return isRecord(inner) ? inner : value
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function supportedLocale(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en-US'
  } catch {
    return 'en-US'
  }
}
