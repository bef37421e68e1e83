import type { OptionsOf, Vendor } from './emulatorOptions.ts'

/** Stands for "every resource that has no option of its own". */
export const EVERY_RESOURCE = '*'

/** The options in force: a resource's own, then its vendor's. */
export interface OptionStore {
  /** What holds for a resource at this moment. */
  get<V extends Vendor>(vendor: V, resource: string): OptionsOf[V]
  /** Changes some options of a resource, or with `'*'` of the whole vendor. */
  set<V extends Vendor>(vendor: V, resource: string, patch: Partial<OptionsOf[V]>): void
  /** Forgets what was set for a resource; with `'*'` all that was set for the vendor, its resources included. */
  reset(vendor: Vendor, resource: string): void
  /** Resolves as soon as `isMet` is, looking at each change, or when the signal aborts. */
  until(isMet: () => boolean, signal: AbortSignal): Promise<void>
}

/** Makes the store. `initial` is what `reset` goes back to. */
export function createOptionStore(initial: Readonly<OptionsOf>): OptionStore {
  const set: { [V in Vendor]: Map<string, Partial<OptionsOf[V]>> } = { felt: new Map(), explo: new Map() }
  const listeners = new Set<() => void>()
  const notify = () => [...listeners].forEach((listener) => listener())

  return {
    get: (vendor, resource) => ({
      ...initial[vendor],
      ...set[vendor].get(EVERY_RESOURCE),
      ...set[vendor].get(resource),
    }),
    set(vendor, resource, patch) {
      set[vendor].set(resource, { ...set[vendor].get(resource), ...patch })
      notify()
    },
    reset(vendor, resource) {
      if (resource === EVERY_RESOURCE) set[vendor].clear()
      else set[vendor].delete(resource)
      notify()
    },
    until: (isMet, signal) =>
      new Promise((resolve) => {
        const look = () => {
          if (!isMet() && !signal.aborted) return
          listeners.delete(look)
          signal.removeEventListener('abort', look)
          resolve()
        }
        listeners.add(look)
        signal.addEventListener('abort', look)
        look()
      }),
  }
}
