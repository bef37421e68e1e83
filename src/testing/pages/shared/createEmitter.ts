/** A list of callbacks. */
export interface Emitter<T> {
  /** Adds a callback; returns the remove function. */
  on(listener: (value: T) => void): () => void
  emit(value: T): void
}

/** Creates an empty list. */
export function createEmitter<T>(): Emitter<T> {
  const listeners = new Set<(value: T) => void>()
  return {
    on(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    emit: (value) => listeners.forEach((listener) => listener(value)),
  }
}
