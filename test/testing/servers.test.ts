import { afterEach, describe, expect, test, vi } from 'vitest'
import { createEmulator, createTokenServer, type Emulator, type EmulatorConfig } from '../../src/testing.ts'

let emulators: Emulator[] = []
afterEach(async () => {
  await Promise.all(emulators.map((emulator) => emulator.close()))
  emulators = []
})

async function start(config?: EmulatorConfig): Promise<Emulator> {
  const emulator = await createEmulator(config)
  emulators.push(emulator)
  return emulator
}

describe('the log of createEmulator', () => {
  test('receives a line with the origin of each server, and no API token', async () => {
    const log = vi.fn<(line: string) => void>()
    const emulator = await start({ log })
    const { origin } = await createTokenServer(emulator).listen()
    expect(log.mock.calls.flat()).toEqual([
      `Felt is emulated at ${emulator.felt.origin}`,
      `Explo is emulated at ${emulator.explo.origin}`,
      `Superset is emulated at ${emulator.superset.origin}`,
      `Metabase is emulated at ${emulator.metabase.origin}`,
      `Tokens are served at ${origin}/api/embed-token`,
    ])
    const { felt, explo, superset, metabase } = emulator
    for (const secret of [felt.apiToken, explo.apiToken, superset.password, metabase.secretKey]) {
      expect(log.mock.calls.join()).not.toContain(secret)
    }
  })

  test('is silent by default', async () => {
    const write = vi.spyOn(process.stdout, 'write')
    await createTokenServer(await start()).listen()
    expect(write).not.toHaveBeenCalled()
    write.mockRestore()
  })
})

describe('the page at / of an emulated server', () => {
  const read = async (origin: string) => {
    const response = await fetch(`${origin}/`)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8'])
    return response.text()
  }

  test('names its provider, and links to paths that exist', async () => {
    const { felt, explo, superset, metabase } = await start()
    for (const [{ origin }, title] of [
      [felt, 'Felt, emulated'],
      [explo, 'Explo, emulated'],
      [superset, 'Superset, emulated'],
      [metabase, 'Metabase, emulated'],
    ] as const) {
      const html = await read(origin)
      expect(html).toContain(`<h1>${title}</h1>`)
      const links = [...html.matchAll(/<a href="([^"]+)"/g)].map(([, href = '']) => new URL(href, origin))
      expect(links.length).toBeGreaterThan(0)
      for (const link of links) expect((await fetch(link)).status, String(link)).not.toBe(404)
    }
  })

  test('is not a route of createTokenServer().fetch: a dev server that passes its requests on keeps its own page', async () => {
    const { fetch: handle } = createTokenServer(await start())
    expect((await handle(new Request('http://localhost/'))).status).toBe(404)
    expect((await handle(new Request('http://localhost/emulator/info'))).status).toBe(200)
  })

  test('links from the token server to all providers and to its routes', async () => {
    const emulator = await start()
    const { origin } = await createTokenServer(emulator).listen()
    const html = await read(origin)
    const links = [...html.matchAll(/<a href="([^"]+)"/g)].map(([, href = '']) => new URL(href, origin))
    expect(links.map(({ href }) => href)).toEqual(
      expect.arrayContaining([
        `${emulator.felt.origin}/`,
        `${emulator.explo.origin}/`,
        `${emulator.superset.origin}/`,
        `${emulator.metabase.origin}/`,
        `${origin}/emulator/log`,
      ]),
    )
    for (const link of links) {
      const controller = new AbortController()
      expect((await fetch(link, { signal: controller.signal })).status, String(link)).toBe(200)
      // The events do not end.
      controller.abort()
    }
  })

  test('is named by the response to an unknown path', async () => {
    const { felt, explo, superset, metabase } = await start()
    for (const { origin } of [felt, explo, superset, metabase]) {
      const response = await fetch(`${origin}/map/of-felt-itself`)
      expect(response.status).toBe(404)
      expect(await response.text()).toContain('All paths are listed at /.')
    }
  })
})

describe('a port that is in use', () => {
  const portOf = (origin: string): number => Number(new URL(origin).port)

  test.each([
    ['felt', 'The emulator of Felt'],
    ['explo', 'The emulator of Explo'],
    ['superset', 'The emulator of Superset'],
    ['metabase', 'The emulator of Metabase'],
  ] as const)('is named by the error of createEmulator, with its server: %s', async (name, server) => {
    const port = portOf((await start())[name].origin)
    const error: unknown = await start({ ports: { [name]: port } }).catch((reason: unknown) => reason)
    expect(error).toMatchObject({
      code: 'EADDRINUSE',
      message: `${server} cannot start: port ${port} is in use, perhaps by an emulator from an earlier run. End the other program, or choose another port.`,
    })
  })

  test('is named by the error of the token server', async () => {
    const emulator = await start()
    const listening = createTokenServer(emulator).listen(portOf(emulator.felt.origin))
    await expect(listening).rejects.toThrow(/^The token server cannot start: port \d+ is in use/)
  })

  test('leaves an error of another kind as it is: a port that does not exist', async () => {
    await expect(start({ ports: { felt: 70_000 } })).rejects.toMatchObject({ code: 'ERR_SOCKET_BAD_PORT' })
  })
})
