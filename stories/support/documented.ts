/**
 * Returns the docs page of a story, as its parameters.
 *
 * @param shows description of the story, in Markdown
 * @param code code of a host app
 */
export function documented(shows: string, code: string) {
  return { docs: { description: { story: shows }, source: { code: code.trim(), language: 'tsx' } } }
}
