import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import workerd from 'workerd'
import { type AppServer, freePort, startProgram } from '../support/appProcess.ts'
import { startEmulator } from '../testing/startEmulator.ts'
import { bundleWorker, workerConfig } from './workerConfig.ts'

/** Before the first date, `fetch` throws if a request has the field `cache`. */
const DATES = ['2024-11-10', '2024-11-11', '2026-11-01']

let folder: string
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'react-private-embed-worker-')))
  await bundleWorker(folder)
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.each(DATES)('the token handler in workerd, with the compatibility date %s,', (date) => {
  let emulator: Awaited<ReturnType<typeof startEmulator>>['emulator']
  let server: AppServer
  let origin: string

  beforeAll(async () => {
    ;({ emulator } = await startEmulator())
    const port = await freePort()
    origin = `http://127.0.0.1:${port}`
    const config = join(folder, `${date}.capnp`)
    writeFileSync(config, workerConfig(date, port, emulator.felt))
    const program = { name: 'workerd', command: workerd, args: ['serve', config], timeout: 30_000 }
    server = await startProgram(program, origin)
  }, 60_000)
  afterAll(async () => {
    await server?.close()
    await emulator?.close()
  })

  const ask = (mapId: string, path = '/') =>
    fetch(`${origin}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ provider: 'felt', mapId }),
    })

  test.each([
    ['the global fetch', '/'],
    ['a fetch of the app', '/own-fetch'],
  ])('the token handler in workerd mints tokens by %s', async (_, path) => {
    const response = await ask('map-1', path)
    expect([response.status, await response.json(), server.log()]).toEqual([
      200,
      { token: expect.any(String), expiresIn: expect.any(Number) },
      '',
    ])
  })

  test('the token handler in workerd mints one token for concurrent requests', async () => {
    emulator.setOptions('felt', 'map-2', { latency: 1_000 })
    const responses = await Promise.all(Array.from({ length: 20 }, () => ask('map-2')))
    expect(responses.map(({ status }) => status)).toEqual(Array(20).fill(200))
    expect(emulator.events.summary('map-2').minted).toBe(1)
  })

  test('the token handler in workerd passes on how long the provider refuses requests', async () => {
    emulator.setOptions('felt', 'map-4', { mintFault: 'rate-limited', retryAfter: 7 })
    const response = await ask('map-4', '/limited')
    expect([response.status, response.headers.get('retry-after'), await response.json()]).toEqual([
      429,
      '7',
      { code: 'RATE_LIMITED', message: 'Too many requests.' },
    ])
  })

  test('the token handler in workerd responds to joined requests when the first is cancelled in the middle of its mint', async () => {
    emulator.setOptions('felt', 'map-3', { mintFault: 'hang' })
    const body = JSON.stringify({ provider: 'felt', mapId: 'map-3' })
    const headers = `host: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}`
    const client = connect(Number(new URL(origin).port), '127.0.0.1')
    client.write(`POST / HTTP/1.1\r\n${headers}\r\n\r\n${body}`)
    await expect.poll(() => emulator.events.entries('map-3')).toMatchObject([{ type: 'stalled' }])
    const waiting = ask('map-3')
    client.resetAndDestroy()
    emulator.setOptions('felt', 'map-3', { mintFault: 'none' })
    const responses = [await waiting, await ask('map-3')]
    expect(responses.map(({ status }) => status)).toEqual([200, 200])
  }, 20_000)
})
