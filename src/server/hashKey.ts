/**
 * Returns a key for an external store: the SHA-256 of a text, in hexadecimal. The text cannot be
 * guessed from its hash if the text includes an API token.
 */
export async function hashKey(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `embed-token:${hex}`
}
