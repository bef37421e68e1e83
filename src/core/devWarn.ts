const alreadyWarned = new Set<string>()

/** Tells a host developer of a mistake, once per text, and nobody in production. */
export function devWarn(text: string): void {
  if (process.env.NODE_ENV === 'production' || alreadyWarned.has(text)) return
  alreadyWarned.add(text)
  console.warn(`react-private-embed: ${text}`)
}
