import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EmulatedProvider } from './emulatorOptions.ts'
import type { PageSession } from './pageSession.ts'
import { errorPage } from './errorPage.ts'
import { clientClosedResponse, type ProviderContext } from './providerContext.ts'

/** Built pages, by file name. */
export type PageName = 'map' | 'dashboard' | 'report' | 'superset' | 'metabase'

/** Pages have a token in their URL, so they are never cached. */
const HTML_HEADERS = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' }

/** Serves an error page with its status. */
export function serveErrorPage(provider: EmulatedProvider, status: number, title: string, detail: string): Response {
  return new Response(errorPage(provider, title, detail), { status, headers: HTML_HEADERS })
}

/**
 * Applies the page faults that precede any check of the token.
 *
 * @returns the response of the fault; undefined if the page should be served
 */
export async function applyPageLoadFault(
  { options, closing }: ProviderContext,
  request: Request,
  provider: EmulatedProvider,
  resource: string,
): Promise<Response | undefined> {
  const signal = AbortSignal.any([request.signal, closing])
  const current = () => options.get(provider, resource).pageLoadFault
  await options.waitUntil(() => current() !== 'hang', signal)
  if (signal.aborted) return clientClosedResponse()
  switch (current()) {
    case 'refuse':
      return serveErrorPage(provider, 403, 'You have no access', 'Ask the owner for access to this page.')
    case 'error':
      return serveErrorPage(provider, 500, 'Something went wrong', 'We could not load this page. Try again in a while.')
    case 'no-content':
      return new Response(null, { status: 204 })
    default:
      return undefined
  }
}

/** Serves a built page with its session. */
export async function servePage(context: ProviderContext, name: PageName, session: PageSession): Promise<Response> {
  const html = await readFile(join(context.pages, `${name}.html`), 'utf8')
  const headers = new Headers(HTML_HEADERS)
  const { pageLoadFault } = context.options.get(session.provider, session.resource)
  if (pageLoadFault === 'x-frame-options') headers.set('X-Frame-Options', 'DENY')
  return new Response(injectSession(html, session), { headers })
}

function injectSession(html: string, session: PageSession): string {
  // JSON may contain "</script>": escaping every "<" keeps the text in its element, and parses to the same value.
  const json = JSON.stringify(session).replaceAll('<', '\\u003c')
  const script = `<script type="application/json" id="session">${json}</script>`
  return html.replace('</head>', () => `${script}</head>`)
}
