import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmulator } from '../../testing/startEmulator.ts'
import type { ServedEndpoint } from '../../server/handlerContract.ts'
import { readServerBlock } from '../readServerBlock.ts'
import { startServerCode } from './startServerCode.ts'

const ORIGIN = 'https://app.example.com'

/** The output of `react-router build`, as far as one resource route needs it, and a server for it. */
const SERVER = `
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createRequestHandler } from 'react-router'

const build = {
  entry: { module: { default: () => new Response('a page') } },
  routes: { token: { id: 'token', path: 'api/embed-token', module: { action } } },
  assets: { entry: { imports: [], module: '' }, routes: {}, url: '', version: '' },
  basename: '/', publicPath: '/', assetsBuildDirectory: '', future: {}, ssr: true, isSpaMode: false, prerender: [],
  routeDiscovery: { mode: 'initial' },
}
const listener = getRequestListener(createRequestHandler(build, 'production'), { overrideGlobalObjects: false })
createServer(listener).listen(3000)
`

let emulator: Awaited<ReturnType<typeof startEmulator>>['emulator']
let served: ServedEndpoint

beforeAll(async () => {
  ;({ emulator } = await startEmulator())
  const { felt, explo } = emulator
  const code = readServerBlock('React Router').replace("'~/handler'", "'./handler.js'")
  served = await startServerCode('React Router', `${code}${SERVER}`, { felt, explo, allowedOrigin: ORIGIN })
}, 60_000)
afterAll(async () => {
  await served?.close()
  await emulator?.close()
})

function ask(headers: Record<string, string> = {}, body: unknown = { provider: 'felt', mapId: 'map-1' }) {
  return fetch(served.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: ORIGIN, cookie: 'viewer=ada', ...headers },
    body: JSON.stringify(body),
  })
}

test('the resource route of the guide returns a token that is not cacheable', async () => {
  const response = await ask()
  expect([response.status, response.headers.get('cache-control'), await response.json()]).toEqual([
    200,
    'no-store',
    { token: expect.any(String), expiresIn: expect.any(Number) },
  ])
})

test.each<[string, number, Record<string, string>, unknown?]>([
  ['a viewer who is not signed in', 401, { cookie: '' }],
  ['a page of another origin', 403, { origin: 'https://evil.example' }],
  ['a body without an id', 400, {}, { provider: 'felt' }],
])('the resource route of the guide rejects %s', async (_, status, headers, body) => {
  expect((await ask(headers, body)).status).toBe(status)
})
