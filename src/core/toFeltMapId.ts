/** A title in the address of a map, and the map's id: at least 20 letters and digits. Felt's own have 22 to 27. */
const SLUG = /^.+-([A-Za-z0-9]{20,})$/

/**
 * Returns the id of a map, given the id or the slug that ends in the id, as in the map's URL
 * (developers.felt.com, JS SDK, controlling maps). A text that does not end in an id is returned unchanged.
 */
export function toFeltMapId(mapIdOrSlug: string): string {
  return SLUG.exec(mapIdOrSlug)?.[1] ?? mapIdOrSlug
}
