import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { getTokenSuffix } from '../../../../src/testing/eventLog.ts'
import type { InventedContext } from './inventedContext.ts'
import type { InventedSession } from './inventedSession.ts'

const HTML_HEADERS = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' }
const NO_ACCESS_PAGE = '<!doctype html><title>No access</title><h1>You have no access to this page</h1>'

/** Serves the provider's page to whoever shows a good token, and tells the event log of everybody. */
export async function servePage(context: InventedContext, resource: string, token: string): Promise<Response> {
  const { traits, tokens, options, events, pages } = context
  const { readyDelay, unresponsive, pageLoadFault } = options.get(traits.name, resource)
  const { accepted, expiresAt, ...verdict } = tokens.check(token, resource)
  const pageId = accepted && pageLoadFault === 'none' ? randomUUID() : null
  const trace = { provider: traits.name, resource, viewer: null }
  events.record({ type: 'loaded', ...trace, ...verdict, expiresAt, accepted: pageId !== null, pageId })
  if (pageId === null || expiresAt === null) {
    return new Response(NO_ACCESS_PAGE, { status: pageLoadFault === 'error' ? 500 : 403, headers: HTML_HEADERS })
  }
  events.pageTracker.track({ ...trace, pageId, tokenSuffix: getTokenSuffix(token), expiresAt })
  const html = await readFile(join(pages, `${traits.name}.html`), 'utf8')
  const session = { pageId, tokenSuffix: token.slice(-4), expiresAt, servedAt: Date.now(), readyDelay, unresponsive }
  return new Response(injectSession(html, session), { headers: HTML_HEADERS })
}

function injectSession(html: string, session: InventedSession): string {
  // No member can hold "</script>".
  const script = `<script type="application/json" id="session">${JSON.stringify(session)}</script>`
  return html.replace('</head>', () => `${script}</head>`)
}
