import { isRecord } from '../core/isRecord.ts'
import { EMULATED_PROVIDERS } from './emulatorOptions.ts'
import type {
  ExploOptions,
  FeltOptions,
  MintFault,
  OptionsByProvider,
  PageLoadFault,
  EmulatedProvider,
  ProviderOptions,
} from './emulatorOptions.ts'

/** Parser of one option: a result without `value` means invalid; `expected` describes valid values. */
interface OptionParser<T> {
  parse(value: unknown): { value: T } | undefined
  expected: string
}
type OptionParsers<T> = { [Name in keyof T]: OptionParser<T[Name]> }

const nonNegativeNumber: OptionParser<number> = {
  parse: (value) => (typeof value === 'number' && Number.isFinite(value) && value >= 0 ? { value } : undefined),
  expected: 'a non-negative number',
}
const nonNegativeNumberOrNull: OptionParser<number | null> = {
  parse: (value) => (value === null ? { value } : nonNegativeNumber.parse(value)),
  expected: `${nonNegativeNumber.expected}, or null`,
}
const booleanValue: OptionParser<boolean> = {
  parse: (value) => (typeof value === 'boolean' ? { value } : undefined),
  expected: 'true or false',
}
const oneOf = <T extends string>(...known: T[]): OptionParser<T> => ({
  parse(value) {
    const match = known.find((each) => each === value)
    return match && { value: match }
  },
  expected: `one of ${known.join(', ')}`,
})

const providerParsers: OptionParsers<ProviderOptions> = {
  mintFault: oneOf<MintFault>(
    'none',
    'refuse',
    'unauthorized',
    'not-found',
    'invalid',
    'rate-limited',
    'error',
    'hang',
    'same-token',
    'expired-token',
  ),
  retryAfter: nonNegativeNumberOrNull,
  latency: nonNegativeNumber,
  pageLoadFault: oneOf<PageLoadFault>('none', 'refuse', 'error', 'x-frame-options', 'no-content', 'hang'),
  readyDelay: nonNegativeNumber,
  unresponsive: booleanValue,
  stealsFocus: booleanValue,
}
/** Faults of a host app's server that signs its own tokens. */
const metabaseFaults = oneOf<MintFault>(
  'none',
  'refuse',
  'unauthorized',
  'not-found',
  'invalid',
  'rate-limited',
  'error',
)
const feltParsers: OptionParsers<FeltOptions> = {
  ...providerParsers,
  lifetime: nonNegativeNumber,
  specialCharacterTokens: booleanValue,
  tileDelay: nonNegativeNumber,
  usesWebGl: booleanValue,
}
const exploParsers: OptionParsers<ExploOptions> = {
  ...providerParsers,
  lifetime: nonNegativeNumberOrNull,
  expiryEvent: oneOf('before', 'at', 'never'),
  expiryLead: nonNegativeNumber,
  reportBuilderReady: booleanValue,
  dashboardHeight: nonNegativeNumberOrNull,
}
const parsers: { [V in EmulatedProvider]: OptionParsers<OptionsByProvider[V]> } = {
  felt: feltParsers,
  explo: exploParsers,
  superset: { ...providerParsers, lifetime: nonNegativeNumber },
  metabase: { ...providerParsers, mintFault: metabaseFaults, lifetime: nonNegativeNumber },
}

/**
 * Parses a change of options from a request.
 *
 * @throws RangeError with the unknown name or value, and the valid alternatives
 */
export function parseOptions<V extends EmulatedProvider>(provider: V, body: unknown): Partial<OptionsByProvider[V]> {
  if (!isRecord(body)) throw new RangeError('The options must be a JSON object.')
  return parseAll<OptionsByProvider[V]>(parsers[provider], body)
}

function parseAll<T extends object>(known: OptionParsers<T>, body: Readonly<Record<string, unknown>>): Partial<T> {
  const patch: Partial<T> = {}
  const isKnown = (name: string): name is Extract<keyof T, string> => Object.hasOwn(known, name)
  const read = <Name extends Extract<keyof T, string>>(name: Name, value: unknown) => {
    const parser: OptionParser<T[Name]> = known[name]
    const parsed = parser.parse(value)
    if (!parsed) throw new RangeError(`"${name}" must be ${parser.expected}.`)
    patch[name] = parsed.value
  }
  for (const [name, value] of Object.entries(body)) {
    if (!isKnown(name))
      throw new RangeError(`Unknown option "${name}". Known options: ${Object.keys(known).join(', ')}.`)
    read(name, value)
  }
  return patch
}

/** Returns whether a name is that of an emulated provider. */
export function isEmulatedProvider(name: unknown): name is EmulatedProvider {
  return EMULATED_PROVIDERS.some((each) => each === name)
}
