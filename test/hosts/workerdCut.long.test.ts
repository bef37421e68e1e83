import { once } from 'node:events'
import { type ClientRequest, createServer, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import workerd from 'workerd'
import { type AppServer, freePort, startProgram } from '../support/appProcess.ts'
import { bundleWorker, workerConfig } from './workerConfig.ts'

/**
 * A promise of a request that has ended never settles in workerd. With the first date, requests that wait for such a promise
 * hang; with the second date, they get an error.
 */
const DATES = ['2024-09-01', '2026-11-01']

/** A provider that holds the requests for the maps named here until it is released. */
const held = new Map<string, ServerResponse[]>()
const provider = createServer((incoming, response) => {
  const [, mapId = ''] = /\/maps\/([^/]+)\//.exec(incoming.url ?? '') ?? []
  const responses = held.get(mapId)
  if (!responses) return respond(response)
  responses.push(response)
  provider.emit('held', mapId)
})

let folder: string
let server: AppServer
let origin: string

beforeAll(async () => {
  await once(provider.listen(0, '127.0.0.1'), 'listening')
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'react-private-embed-worker-')))
  await bundleWorker(folder)
}, 60_000)
afterAll(() => {
  provider.closeAllConnections()
  provider.close()
  rmSync(folder, { recursive: true, force: true })
})

function respond(response: ServerResponse): void {
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ token: 't' }))
}

/** Responds to the requests for a map that arrived so far, and immediately to all later ones. */
function release(mapId: string): void {
  held.get(mapId)?.forEach(respond)
  held.delete(mapId)
}

/** Requests a token on a connection of its own. */
function ask(mapId: string): { outgoing: ClientRequest; status: Promise<number | undefined> } {
  const headers = { 'content-type': 'application/json' }
  const outgoing = request(origin, { method: 'POST', headers, agent: false })
  const status = new Promise<number | undefined>((resolve, reject) => {
    outgoing.on('error', reject).on('response', (response) => resolve(response.resume().statusCode))
  })
  status.catch(() => {})
  outgoing.end(JSON.stringify({ provider: 'felt', mapId }))
  return { outgoing, status }
}

/** Starts a request and waits until the provider has received the request for its token. */
async function askAndHold(mapId: string): Promise<ReturnType<typeof ask>> {
  held.set(mapId, [])
  const first = ask(mapId)
  await once(provider, 'held')
  return first
}

/** Resets the connection, as when a browser's tab is closed or its network is gone. */
async function cut({ outgoing, status }: ReturnType<typeof ask>): Promise<void> {
  outgoing.socket?.resetAndDestroy()
  await status.catch(() => {})
}

describe.each(DATES)('workerd with the compatibility date %s', (date) => {
  beforeAll(async () => {
    const port = await freePort()
    origin = `http://127.0.0.1:${port}`
    const felt = { origin: `http://127.0.0.1:${(provider.address() as AddressInfo).port}`, apiToken: 'secret' }
    writeFileSync(join(folder, `${date}.capnp`), workerConfig(date, port, felt))
    const args = ['serve', join(folder, `${date}.capnp`)]
    server = await startProgram({ name: 'workerd', command: workerd, args, timeout: 30_000 }, origin)
  }, 60_000)
  afterAll(() => server?.close())

  test('a request gets a response after the client of an equal request was cut off while the token was minted', async () => {
    await cut(await askAndHold('map-1'))
    const { status } = ask('map-1')
    release('map-1')
    expect(await status).toBe(200)
    expect(await ask('map-1').status).toBe(200)
  })

  test('a request that shares a mint gets a response if the client that started the mint is cut off', async () => {
    const first = await askAndHold('map-2')
    const { status } = ask('map-2')
    // The Worker receives requests in the order in which they are sent: it has the second one after this.
    expect(await ask('map-3').status).toBe(200)
    await cut(first)
    release('map-2')
    expect(await status).toBe(200)
    expect(await ask('map-2').status).toBe(200)
  })
})
