/** A route of your backend with the headers and credentials of the request. */
export interface TokenEndpoint {
  /** The URL of the route. */
  url: string
  /**
   * Further headers, such as `authorization`; or a function, perhaps async, that is called for each request and returns
   * them. What it throws is read like what `fetchToken` throws.
   */
  headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>) | undefined
  /** Whether cookies are sent. Default `same-origin`; `include` for a route of another origin, which must allow it. */
  credentials?: RequestCredentials | undefined
}

/** The short form, a URL, in full. */
export function parseTokenEndpoint(endpoint: string | TokenEndpoint): TokenEndpoint {
  return typeof endpoint === 'string' ? { url: endpoint } : endpoint
}
