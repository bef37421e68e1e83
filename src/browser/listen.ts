/**
 * Adds an event listener; returns the remove function. Without an `AbortSignal`, because a test's document may only
 * accept signals of its own `AbortController`.
 */
export function listen<E extends Event>(
  target: EventTarget,
  types: readonly string[],
  listener: (event: E) => void,
): () => void {
  const handle = listener as (event: Event) => void
  for (const type of types) target.addEventListener(type, handle)
  return () => {
    for (const type of types) target.removeEventListener(type, handle)
  }
}
