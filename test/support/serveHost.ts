import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'

/** A site, running. */
export interface Site {
  origin: string
  close(): void
}

/** Serves a host's pages on `localhost`: another site than the providers on `127.0.0.1`, as in production. */
export async function serveHost(app: Hono, hostname = 'localhost'): Promise<Site> {
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false })
  server.listen(0, hostname)
  await once(server, 'listening')
  return { origin: `http://${hostname}:${portOf(server.address())}`, close: () => void server.close() }
}

/** The port that a listening server was given. */
export function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.')
  return address.port
}
