import type { VendorOptions } from '../../../../src/testing.ts'
import { parseOptions } from '../../../../src/testing/parseOptions.ts'
import { isRefusal } from '../../../../src/testing/vendorContext.ts'

/** The vendors that `test/adapters/invented` adds, as a host would. */
export type InventedProvider = 'chartly' | 'pulse'

/** How a test has one chart or board treated: of all options of the emulator those that the contract turns. */
export interface InventedOptions extends Pick<VendorOptions, 'fault' | 'pageFault' | 'readyDelay' | 'silent'> {
  /** How long a token lives, in ms. */
  lifetime: number
}

/** The options in force, by vendor and resource. */
export interface InventedOptionStore {
  get(vendor: InventedProvider, resource: string): InventedOptions
  /** @throws RangeError for what these vendors do not honour, so that no test takes it for honoured */
  set(vendor: InventedProvider, resource: string, body: unknown): void
}

const DEFAULTS: InventedOptions = {
  lifetime: 15 * 60_000,
  fault: 'none',
  pageFault: 'none',
  readyDelay: 0,
  silent: false,
}

/** Makes the store, with nothing changed. */
export function createInventedOptions(): InventedOptionStore {
  const changed = new Map<string, Partial<InventedOptions>>()
  const keyOf = (vendor: InventedProvider, resource: string) => `${vendor}/${resource}`
  return {
    get: (vendor, resource) => ({ ...DEFAULTS, ...changed.get(keyOf(vendor, resource)) }),
    set(vendor, resource, body) {
      const key = keyOf(vendor, resource)
      changed.set(key, { ...changed.get(key), ...parse(body) })
    },
  }
}

function parse(body: unknown): Partial<InventedOptions> {
  const options = parseOptions('felt', body)
  const foreign = Object.keys(options).find((name) => !Object.hasOwn(DEFAULTS, name))
  if (foreign) throw new RangeError(`"${foreign}" is no option here.`)
  const { fault = 'none', pageFault = 'none' } = options
  if (fault !== 'none' && !isRefusal(fault)) throw new RangeError(`The fault "${fault}" is not played here.`)
  if (!['none', 'refuse', 'error'].includes(pageFault)) throw new RangeError(`"${pageFault}" is not played here.`)
  return options
}
