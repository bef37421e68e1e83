/** Joins whoever asks for the same while it is under way, and keeps nothing after that. */
export function createInFlightDeduper<T>(): (key: string, start: () => Promise<T>) => Promise<T> {
  const inFlight = new Map<string, Promise<T>>()
  return (key, start) => {
    const existing = inFlight.get(key)
    if (existing) return existing
    const promise = start().finally(() => inFlight.delete(key))
    inFlight.set(key, promise)
    return promise
  }
}
