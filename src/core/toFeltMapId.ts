/** The path of a map's URL, and of its embed's URL. The query of the latter may contain a token. */
const MAP_PATH = /\/map\/([^/?#]+)/
/** A title in the address of a map, and the map's id: at least 20 letters and digits. Felt's own have 22 to 27. */
const SLUG = /^.+-([A-Za-z0-9]{20,})$/

/**
 * Returns the id of a map, given the id, the map's URL, or the slug in that URL, which ends in the id
 * (developers.felt.com, JS SDK, controlling maps). Any other text is returned unchanged.
 */
export function toFeltMapId(text: string): string {
  const slug = MAP_PATH.exec(text)?.[1] ?? text
  return SLUG.exec(slug)?.[1] ?? slug
}
