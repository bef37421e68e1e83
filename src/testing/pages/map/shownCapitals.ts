import { CAPITALS, type Capital } from './capitals'
import type { MapModel } from './createMapModel'

const COMPARE: Record<string, (a: number, b: number) => boolean> = {
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
}

/**
 * The capitals that both filters let through: the viewer's slider, and what the host set. Of Felt's filter language the
 * map understands comparisons of `people`; it keeps others, and draws as if there were none.
 */
export function shownCapitals(model: MapModel): Capital[] {
  const filter = model.filters('layer-capitals')
  return CAPITALS.filter(({ people }) => people >= model.leastPeople() && passes(filter, people))
}

function passes(filter: unknown, people: number): boolean {
  if (filter === false) return false
  if (!Array.isArray(filter) || filter[0] !== 'people') return true
  const value: unknown = filter[2]
  const compare = COMPARE[String(filter[1])]
  return !compare || typeof value !== 'number' || compare(people, value)
}
