/** Parses a URL; undefined for invalid text. `URL.canParse` is missing in browsers of 2023. */
export function tryParseUrl(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}
