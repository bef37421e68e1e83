/** Whether two objects have the same fields with the same values. */
export function isShallowEqual(a: object, b: object): boolean {
  const [before, after] = [new Map(Object.entries(a)), Object.entries(b)]
  return before.size === after.length && after.every(([key, value]) => Object.is(before.get(key), value))
}
