import type { OptionsByProvider, EmulatedProvider } from '../../src/testing.ts'
import { setOptions } from './setOptions.ts'

/** A map or dashboard that exists only in the emulator, and only for one showing of one story. */
export interface Emulated {
  provider: EmulatedProvider
  /** The emulated provider's, for the embed's `origin`. */
  origin: string
  /** For the embed's `mapId` or `embedId`. */
  resource: string
}

/**
 * A story's loader: a resource of its own, new at each showing, so that its event log starts empty and stories that run
 * side by side leave each other alone.
 *
 * @example
 * const meta = { loaders: [emulate('felt', 'Outage', { lifetime: 30_000 })] }
 */
export function emulate<V extends EmulatedProvider>(
  provider: V,
  name: string,
  options?: Partial<OptionsByProvider[V]>,
) {
  return async (): Promise<{ emulated: Emulated }> => {
    const resource = `${name}${crypto.randomUUID().slice(0, 6)}`
    const answer = await fetch('/emulator/info')
    const info: Record<EmulatedProvider, { origin: string }> = await answer.json()
    if (options) await setOptions(provider, resource, options)
    return { emulated: { provider, resource, origin: info[provider].origin } }
  }
}

/** Returns the loader's result from a story's context. */
export function emulatedIn(context: { loaded: Record<string, unknown> }): Emulated {
  const { emulated } = context.loaded
  if (isEmulated(emulated)) return emulated
  throw new Error('This story lacks the loader `emulate(…)`.')
}

function isEmulated(value: unknown): value is Emulated {
  return typeof value === 'object' && value !== null && 'resource' in value && 'origin' in value
}
