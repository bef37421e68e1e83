/** A list of callbacks. */
export interface Emitter<T> {
  /** Adds a callback; returns its removal. */
  on(listener: (value: T) => void): () => void
  emit(value: T): void
}

/** Makes an empty list. */
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
