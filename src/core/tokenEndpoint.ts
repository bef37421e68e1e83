/** A route of your backend, with headers and credentials for the request. */
export interface TokenEndpoint {
  /** URL of the route. */
  url: string
  /**
   * Additional headers, such as `authorization`; or a function, perhaps async, called for each request. Errors from the
   * function are handled like errors from `fetchToken`.
   */
  headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>) | undefined
  /**
   * Whether cookies are sent. Default: `same-origin`. Use `include` for a route of another origin with CORS
   * credentials.
   */
  credentials?: RequestCredentials | undefined
}

/** Returns a URL without query and hash, for messages: they may contain a secret. Empty without a URL. */
export function withoutQuery(url: unknown): string {
  return String(url ?? '').replace(/[?#].*/, '')
}

/** Returns the full form of a token endpoint. */
export function parseTokenEndpoint(endpoint: string | TokenEndpoint): TokenEndpoint {
  return typeof endpoint === 'string' ? { url: endpoint } : endpoint
}
