/** Slug of a map's URL: a title and the map's id, at least 20 letters and digits. Felt's own ids have 22 to 27. */
const SLUG = /^.+-([A-Za-z0-9]{20,})$/

/**
 * Returns the id of a map, given the id or the slug from the map's URL
 * (developers.felt.com, JS SDK, controlling maps). A string without an id at its end is returned unchanged.
 */
export function toFeltMapId(mapIdOrSlug: string): string {
  return SLUG.exec(mapIdOrSlug)?.[1] ?? mapIdOrSlug
}
