import { Hono } from 'hono'
import type { Emulator } from './createEmulator.ts'
import { indexPage, type IndexRoute } from './indexPage.ts'

const ROUTES: readonly IndexRoute[] = [
  { route: 'POST /api/embed-token', description: 'The token handler, for one viewer who may see everything.' },
  { route: 'GET /emulator/info', description: 'The origins of all providers.' },
  { route: 'GET /emulator/summary', description: 'How many tokens were minted, loaded and expired.' },
  { route: 'GET /emulator/log', description: 'The events of tokens.' },
  { route: 'GET /emulator/pages', description: 'The embed pages that are or were open.' },
  { route: 'GET /emulator/events', description: 'The log as server-sent events.' },
  {
    route: 'GET /emulator/options/:provider/:resource',
    description: 'The options; PATCH changes and DELETE resets them.',
  },
]

/**
 * The token server on a port of its own: its routes, and a page at `/` about them. A dev server that forwards requests to
 * the token server has no such page.
 */
export function tokenServerApp(emulator: Emulator, routes: Hono): Hono {
  const { felt, explo, superset, metabase } = emulator
  const links = Object.entries({ Felt: felt, Explo: explo, Superset: superset, Metabase: metabase }).map(
    ([name, { origin }]) => [origin, `${name}, emulated at ${origin}`],
  )
  const page = indexPage(
    'Token server of the emulator',
    'For development and tests, with every provider emulated.',
    ROUTES,
    Object.fromEntries(links),
  )
  return new Hono().get('/', (c) => c.html(page)).route('/', routes)
}
