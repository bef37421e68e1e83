/** Copies an object without its undefined properties, so that spreading the copy keeps defaults. */
export function withoutUndefined<T extends object>(object: T | undefined): Partial<T> {
  const entries = Object.entries(object ?? {}).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as Partial<T>
}
