import { fileURLToPath } from 'node:url'
import { createEmulator, createTokenServer, type EmulatorConfig } from '../../src/testing.ts'

/** Stand-ins for the built pages: the servers' behavior does not depend on what is in them. */
const pages = fileURLToPath(new URL('./pages', import.meta.url))

/** An emulator whose clock a test turns, so that tokens expire without waiting. */
export async function startEmulator(config: Omit<EmulatorConfig, 'pages' | 'now'> = {}) {
  let passed = 0
  const now = () => Date.now() + passed
  const emulator = await createEmulator({ ...config, pages, now })
  const { felt, explo } = emulator
  const tokenServer = createTokenServer(emulator)

  return {
    emulator,
    now,
    /** Lets time pass for the providers, in ms. */
    advanceTime: (duration: number) => {
      passed += duration
    },
    mintFelt: (mapId = 'map-1', email = 'ada+maps@example.com', init: RequestInit = {}) =>
      fetch(`${felt.origin}/api/v2/maps/${mapId}/embed_token?user_email=${encodeURIComponent(email)}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${felt.apiToken}` },
        ...init,
      }),
    mintExplo: (body: object = {}, init: RequestInit = {}) =>
      fetch(`${explo.origin}/api/generate_jwt/`, {
        method: 'POST',
        headers: { 'Explo-Authorization': `Token ${explo.apiToken}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ provided_id: 'customer-7', embed_id: 'sales', ...body }),
        ...init,
      }),
    openMap: (token: string, mapId = 'map-1') =>
      fetch(`${felt.origin}/embed/map/${mapId}?token=${encodeURIComponent(token)}`),
    openDashboard: (jwt: string, path = '/iframe/') => fetch(`${explo.origin}${path}${jwt}/production`),
    /** Asks the host's own server. */
    ask: (path: string, init?: RequestInit) => tokenServer.fetch(new Request(`http://localhost${path}`, init)),
    post: (body: unknown, path = '/api/embed-token', init: RequestInit = {}) =>
      tokenServer.fetch(
        new Request(`http://localhost${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
          ...init,
        }),
      ),
  }
}

/** Reads the session that a page was served with. */
export function readSession(html: string): unknown {
  const json = /<script type="application\/json" id="session">(.*?)<\/script>/s.exec(html)?.[1]
  return json === undefined ? undefined : JSON.parse(json)
}
