const alreadyWarned = new Set<string>()

/**
 * Warns the app's developer about a mistake, once per text. Call only if `process.env.NODE_ENV` is not `production`, so
 * that bundlers remove the text.
 */
export function devWarn(text: string): void {
  if (alreadyWarned.has(text)) return
  alreadyWarned.add(text)
  console.warn(`react-private-embed: ${text}`)
}
