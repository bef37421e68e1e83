/** Joins whoever asks for the same while it is under way, and keeps nothing after that. */
export function shareFlights<T>(): (key: string, start: () => Promise<T>) => Promise<T> {
  const flights = new Map<string, Promise<T>>()
  return (key, start) => {
    const underWay = flights.get(key)
    if (underWay) return underWay
    const flight = start().finally(() => flights.delete(key))
    flights.set(key, flight)
    return flight
  }
}
