/** A route of a fake site: how it responds to a method, or where it redirects to. */
export type FakeRoute = (request: { method: string; headers: Headers }) => Response | { redirect: number; to: string }

/**
 * A `fetch` that follows redirects as the Fetch Standard says, for a page of the document's origin: another origin allows
 * nothing, and `redirect: 'manual'` results in an opaque response.
 */
export function createFakeFetch(routes: Readonly<Record<string, FakeRoute>>) {
  /** Each request that reached a server, as `METHOD URL`. */
  const requests: string[] = []
  const sent: RequestInit[] = []
  const networkError = () => new TypeError('Failed to fetch')

  async function fetch(input: string, init: RequestInit = {}): Promise<Response> {
    sent.push(init)
    let { href } = new URL(input, document.baseURI)
    let method = init.method ?? 'GET'
    for (let redirected = false; ; redirected = true) {
      const { origin, pathname } = new URL(href)
      requests.push(`${method} ${origin === location.origin ? pathname : href}`)
      const result = routes[origin === location.origin ? pathname : href]?.({
        method,
        headers: new Headers(init.headers),
      })
      if (!result || (origin !== location.origin && result instanceof Response && !allows(result))) throw networkError()
      if (result instanceof Response) return withFields(result, { redirected, url: href })
      if (init.redirect === 'manual')
        return withFields(new Response(), { type: 'opaqueredirect', status: 0, ok: false })
      if (result.redirect !== 307 && result.redirect !== 308) method = 'GET'
      href = new URL(result.to, href).href
    }
  }
  return { fetch, requests, sent }
}

const allows = ({ headers }: Response): boolean => headers.has('access-control-allow-origin')

function withFields(response: Response, fields: Partial<Response>): Response {
  for (const [name, value] of Object.entries(fields)) Object.defineProperty(response, name, { value })
  return response
}

export const page = (status = 200): Response =>
  new Response('<!doctype html><title>Sign in</title>', {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  })
