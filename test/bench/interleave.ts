/**
 * Measures several things in turn, round by round, so that whatever else the machine does meets them all alike. Each
 * round begins with another one. A first round warms up and is not counted.
 *
 * @returns one record for each round
 */
export async function interleave<K extends string, T>(
  rounds: number,
  names: readonly K[],
  measure: (name: K, round: number) => Promise<T>,
): Promise<Record<K, T>[]> {
  const results: Record<K, T>[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const result: Partial<Record<K, T>> = {}
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(round + turn) % names.length]
      if (name) result[name] = await measure(name, round)
    }
    if (round > 0) results.push(result as Record<K, T>)
  }
  return results
}
