import type { OptionsOf, Vendor } from '../../src/testing.ts'
import { setOptions } from './setOptions.ts'

/** A map or dashboard that exists only in the emulator, and only for one showing of one story. */
export interface Emulated {
  vendor: Vendor
  /** The emulated vendor's, for the embed's `origin`. */
  origin: string
  /** For the embed's `mapId` or `embedId`. */
  resource: string
}

/**
 * A story's loader: a resource of its own, new at each showing, so that its ledger starts empty and stories that run
 * side by side leave each other alone.
 *
 * @example
 * const meta = { loaders: [emulate('felt', 'Outage', { lifetime: 30_000 })] }
 */
export function emulate<V extends Vendor>(vendor: V, name: string, options?: Partial<OptionsOf[V]>) {
  return async (): Promise<{ emulated: Emulated }> => {
    const resource = `${name}${crypto.randomUUID().slice(0, 6)}`
    const answer = await fetch('/emulator/info')
    const info: Record<Vendor, { origin: string }> = await answer.json()
    if (options) await setOptions(vendor, resource, options)
    return { emulated: { vendor, resource, origin: info[vendor].origin } }
  }
}

/** What the loader made, out of a story's context. */
export function emulatedIn(context: { loaded: Record<string, unknown> }): Emulated {
  const { emulated } = context.loaded
  if (isEmulated(emulated)) return emulated
  throw new Error('This story lacks the loader `emulate(…)`.')
}

function isEmulated(value: unknown): value is Emulated {
  return typeof value === 'object' && value !== null && 'resource' in value && 'origin' in value
}
