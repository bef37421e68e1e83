import type { ProviderOptions } from '../../../../src/testing.ts'
import { parseOptions } from '../../../../src/testing/parseOptions.ts'
import { isErrorFault } from '../../../../src/testing/providerContext.ts'

/** The providers that `test/adapters/invented` adds, as a host would. */
export type InventedProvider = 'chartly' | 'pulse'

/** How a test has one chart or board treated: of all options of the emulator those that the contract turns. */
export interface InventedOptions extends Pick<
  ProviderOptions,
  'mintFault' | 'pageLoadFault' | 'readyDelay' | 'unresponsive'
> {
  /** How long a token lives, in ms. */
  lifetime: number
}

/** The options in force, by provider and resource. */
export interface InventedOptionStore {
  get(provider: InventedProvider, resource: string): InventedOptions
  /** @throws RangeError for what these providers do not honour, so that no test takes it for honoured */
  set(provider: InventedProvider, resource: string, body: unknown): void
}

const DEFAULTS: InventedOptions = {
  lifetime: 15 * 60_000,
  mintFault: 'none',
  pageLoadFault: 'none',
  readyDelay: 0,
  unresponsive: false,
}

/** Makes the store, with nothing changed. */
export function createInventedOptions(): InventedOptionStore {
  const changed = new Map<string, Partial<InventedOptions>>()
  const keyOf = (provider: InventedProvider, resource: string) => `${provider}/${resource}`
  return {
    get: (provider, resource) => ({ ...DEFAULTS, ...changed.get(keyOf(provider, resource)) }),
    set(provider, resource, body) {
      const key = keyOf(provider, resource)
      changed.set(key, { ...changed.get(key), ...parse(body) })
    },
  }
}

function parse(body: unknown): Partial<InventedOptions> {
  const options = parseOptions('felt', body)
  const foreign = Object.keys(options).find((name) => !Object.hasOwn(DEFAULTS, name))
  if (foreign) throw new RangeError(`"${foreign}" is no option here.`)
  const { mintFault = 'none', pageLoadFault = 'none' } = options
  if (mintFault !== 'none' && !isErrorFault(mintFault))
    throw new RangeError(`The fault "${mintFault}" is not played here.`)
  if (!['none', 'refuse', 'error'].includes(pageLoadFault))
    throw new RangeError(`"${pageLoadFault}" is not played here.`)
  return options
}
