import { isShallowEqual } from './isShallowEqual.ts'

/** A value that changes over time, in the form that React's `useSyncExternalStore` reads. */
export interface Store<T> {
  /** The same object until the value has changed. */
  getSnapshot(): T
  /** @returns its release */
  subscribe(listener: () => void): () => void
}

/** The listeners of a store. */
export interface Listeners {
  subscribe(listener: () => void): () => void
  /** Call it after the new value has been written, never before. */
  notify(): void
}

export function createListeners(): Listeners {
  const listeners = new Set<() => void>()
  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    notify() {
      for (const listener of listeners) listener()
    },
  }
}

/** A store of one value, and what changes it. */
export interface WritableStore<T> extends Store<T>, Listeners {
  /** @returns whether that is a change: a value with the same fields as the one before is none */
  set(value: T): boolean
}

export function createStore<T extends object>(initial: T): WritableStore<T> {
  const listeners = createListeners()
  let snapshot = initial
  return {
    ...listeners,
    getSnapshot: () => snapshot,
    set(value) {
      if (isShallowEqual(snapshot, value)) return false
      snapshot = value
      listeners.notify()
      return true
    },
  }
}
