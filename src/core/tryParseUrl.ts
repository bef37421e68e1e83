/** Returns a URL; undefined for a text that is none. `URL.canParse` would be missing in browsers of 2023. */
export function tryParseUrl(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}
