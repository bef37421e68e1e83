/**
 * What a docs page says of a story, as its parameters.
 *
 * @param shows what is to be seen, in Markdown
 * @param code what a host would write for it
 */
export function documented(shows: string, code: string) {
  return { docs: { description: { story: shows }, source: { code: code.trim(), language: 'tsx' } } }
}
