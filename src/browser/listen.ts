/**
 * Listens to events; returns the release. Without an `AbortSignal`, as the document of a test may accept only signals of
 * an `AbortController` of its own.
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
