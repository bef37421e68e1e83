import type { OptionsByProvider, EmulatedProvider } from './emulatorOptions.ts'
import { withoutUndefined } from './withoutUndefined.ts'

/** Stands for every resource without options of its own. */
export const ALL_RESOURCES = '*'

/** Effective options: a resource's own, then its provider's. */
export interface OptionStore {
  /** Returns the current options of a resource. */
  get<V extends EmulatedProvider>(provider: V, resource: string): OptionsByProvider[V]
  /** Changes some options of a resource, or with `'*'` of the whole provider. */
  set<V extends EmulatedProvider>(provider: V, resource: string, patch: Partial<OptionsByProvider[V]>): void
  /** Resets the options of a resource; with `'*'` of the provider including its resources. */
  reset(provider: EmulatedProvider, resource: string): void
  /** Resolves as soon as `isMet` returns true after a change, or when the signal aborts. */
  waitUntil(isMet: () => boolean, signal: AbortSignal): Promise<void>
}

/** Creates the store. `reset` restores `initial`. */
export function createOptionStore(initial: Readonly<OptionsByProvider>): OptionStore {
  const set: { [V in EmulatedProvider]: Map<string, Partial<OptionsByProvider[V]>> } = {
    felt: new Map(),
    explo: new Map(),
    superset: new Map(),
    metabase: new Map(),
  }
  const listeners = new Set<() => void>()
  const notify = () => [...listeners].forEach((listener) => listener())

  return {
    get: (provider, resource) => ({
      ...initial[provider],
      ...set[provider].get(ALL_RESOURCES),
      ...set[provider].get(resource),
    }),
    set(provider, resource, patch) {
      set[provider].set(resource, { ...set[provider].get(resource), ...withoutUndefined(patch) })
      notify()
    },
    reset(provider, resource) {
      if (resource === ALL_RESOURCES) set[provider].clear()
      else set[provider].delete(resource)
      notify()
    },
    waitUntil: (isMet, signal) =>
      new Promise((resolve) => {
        const check = () => {
          if (!isMet() && !signal.aborted) return
          listeners.delete(check)
          signal.removeEventListener('abort', check)
          resolve()
        }
        listeners.add(check)
        signal.addEventListener('abort', check)
        check()
      }),
  }
}
