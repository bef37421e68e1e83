import { isShallowEqual } from './isShallowEqual.ts'

/** A value that changes over time, in the shape required by React's `useSyncExternalStore`. */
export interface Store<T> {
  /** Returns the same object until the value changes. */
  getSnapshot(): T
  /** @returns the unsubscribe function */
  subscribe(listener: () => void): () => void
}

/** The listeners of a store. */
export interface Listeners {
  subscribe(listener: () => void): () => void
  /** Calls all listeners. Call this after writing the new value, never before. */
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

/** A store of one value with a setter. */
export interface WritableStore<T> extends Store<T>, Listeners {
  /** @returns whether the value changed; an object with equal fields counts as unchanged */
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
