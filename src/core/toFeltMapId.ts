/**
 * The ID at the end of a slug or of a map's URL: at least 20 letters and digits. Felt's own have 22 to 27. The query of
 * an embed's URL may contain a token.
 */
const ID_AT_END = /.[-/]([A-Za-z0-9]{20,})\/?([?#].*)?$/

/**
 * Returns the ID of a map, given the ID, the map's URL, or the slug in that URL, which ends in the ID
 * (developers.felt.com, JS SDK, controlling maps). Any other text is returned unchanged.
 */
export function toFeltMapId(text: string): string {
  return ID_AT_END.exec(text)?.[1] ?? text
}
