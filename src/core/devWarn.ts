const alreadyWarned = new Set<string>()

/**
 * Warns an app's developer of a mistake, once per text. Call it only if `process.env.NODE_ENV` is not `production`, so that
 * bundlers drop the text, too.
 */
export function devWarn(text: string): void {
  if (alreadyWarned.has(text)) return
  alreadyWarned.add(text)
  console.warn(`react-private-embed: ${text}`)
}
