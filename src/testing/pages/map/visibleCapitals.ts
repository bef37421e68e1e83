import { CAPITALS, type Capital } from './capitals.ts'
import type { MapModel } from './createMapModel.ts'

const COMPARE: Record<string, (a: number, b: number) => boolean> = {
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
}

/**
 * Returns the capitals of visible classes that pass the viewer's slider and the host page's filters. Of
 * Felt's filter language only comparisons of `people` are supported, and of its boundaries only boxes; others are kept
 * and ignored.
 */
export function visibleCapitals(model: MapModel): Capital[] {
  const filter = model.filters('layer-capitals')
  const boundary = model.boundary('layer-capitals')
  return CAPITALS.filter(
    (city) =>
      model.legendItems.some(({ visible, range }) => visible && city.people >= range[0] && city.people < range[1]) &&
      city.people >= model.leastPeople() &&
      matchesFilter(filter, city.people) &&
      isWithin(boundary, city),
  )
}

function isWithin(boundary: unknown, { latitude, longitude }: Capital): boolean {
  if (!Array.isArray(boundary) || boundary.length !== 4) return true
  const [west, south, east, north] = boundary
  return longitude >= west && longitude <= east && latitude >= south && latitude <= north
}

function matchesFilter(filter: unknown, people: number): boolean {
  if (filter === false) return false
  if (!Array.isArray(filter) || filter[0] !== 'people') return true
  const value: unknown = filter[2]
  const compare = COMPARE[String(filter[1])]
  return !compare || typeof value !== 'number' || compare(people, value)
}
