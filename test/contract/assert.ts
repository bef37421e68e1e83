/** Throws what was expected when it is not so: a test framework's `expect` runs in its own pages only. */
export function assert(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Error(message)
}

/** Compares by value what can be written as JSON. */
export function assertEqual(actual: unknown, expected: unknown, what: string): void {
  const [seen, wanted] = [JSON.stringify(actual), JSON.stringify(expected)]
  assert(seen === wanted, `${what}: ${seen} instead of ${wanted}`)
}
