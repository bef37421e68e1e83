import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decryptExploToken } from '../../src/testing/exploToken.ts'
import { startEmulator } from '../testing/startEmulator.ts'

/** A token endpoint that is being served, and how it is reached. */
export interface ServedEndpoint {
  url: string
  /** Everything that its process has written so far. */
  log(): string
  close(): Promise<void>
}

/** How a framework differs from the handler alone. */
export interface HandlerContractOptions {
  /** The framework parses the body before the handler, and responds on its own to a body that it cannot parse. */
  parsesBody?: boolean
}

/** Where the emulated providers are, and the only origin whose pages may ask. */
export interface EndpointSetup {
  felt: { origin: string; apiToken: string }
  explo: { origin: string; apiToken: string }
  allowedOrigin: string
}

const ALLOWED = 'https://app.example.com'

/**
 * Facts about the token handler in any runtime. The endpoint knows its viewers by `session.ts`, or by the same
 * rules: `ada` may see all maps but `foreign…` and the dashboards `sales` and `orders`, `bob` one map, `banned`
 * nothing.
 */
export function describeHandler(
  name: string,
  serve: (setup: EndpointSetup) => Promise<ServedEndpoint>,
  { parsesBody = false }: HandlerContractOptions = {},
): void {
  describe(name, () => {
    let emulated: Awaited<ReturnType<typeof startEmulator>>
    let served: ServedEndpoint
    const answers: string[] = []
    let hanging: Promise<{ status: number }[]>

    beforeAll(async () => {
      emulated = await startEmulator()
      const { felt, explo } = emulated.emulator
      served = await serve({ felt, explo, allowedOrigin: ALLOWED })
      hanging = requestWhileProviderHangs()
      hanging.catch(() => {})
    }, 300_000)
    afterAll(async () => {
      await served?.close()
      await emulated.emulator.close()
    })

    /** Asks as ada's browser does, unless told otherwise; keeps all that was answered. */
    async function ask(body: unknown, { headers = {}, ...init }: RequestInit & { headers?: HeadersInit } = {}) {
      const answer = await fetch(served.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: ALLOWED, cookie: 'viewer=ada', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
        ...init,
      })
      const text = await answer.text()
      answers.push(`${JSON.stringify([...answer.headers])} ${text}`)
      // A framework may respond on its own to a method that no route has, or to a body that cannot be parsed.
      const isFromFramework = (parsesBody ? [400, 404, 405] : [405]).includes(answer.status)
      if (!isFromFramework) expect(answer.headers.get('cache-control')).toContain('no-store')
      const parse = (): unknown => JSON.parse(text)
      return { status: answer.status, headers: answer.headers, text, json: parse }
    }

    const FELT = { provider: 'felt', mapId: 'map-1' }
    const EXPLO = { provider: 'explo', embedId: 'sales', kind: 'dashboard' }
    let lastMap = 0
    /** A map of its own, as what is minted, refused and counted is kept by map. */
    const createMapId = () => {
      lastMap += 1
      return `map-of-${lastMap}`
    }

    /** Begins before all tests and is awaited near the end, as the timeout is long and nothing else waits for it. */
    function requestWhileProviderHangs() {
      const [mapId, embedId] = [createMapId(), 'orders']
      emulated.emulator.setOptions('felt', mapId, { mintFault: 'hang' })
      emulated.emulator.setOptions('explo', embedId, { mintFault: 'hang' })
      return Promise.all([ask({ ...FELT, mapId }), ask({ ...EXPLO, embedId })])
    }

    test('the handler responds with a token and its lifetime in seconds, not cacheable', async () => {
      const felt = await ask(FELT)
      expect(felt.status).toBe(200)
      expect(felt.headers.get('cache-control')).toContain('no-store')
      const map = felt.json() as { token: string; expiresIn: number }
      expect(Object.keys(map).sort()).toEqual(['expiresIn', 'token'])
      expect(map.expiresIn).toBeGreaterThan(14 * 60)
      expect((await emulated.openMap(map.token)).status).toBe(200)

      const explo = (await ask(EXPLO)).json() as { token: string; expiresIn: number }
      expect(explo.expiresIn).toBe(3_600)
      expect((await emulated.openDashboard(explo.token)).status).toBe(200)
    })

    test('the handler mints for the viewer and permissions known to the server, whatever the body contains', async () => {
      const mapId = createMapId()
      await ask({
        ...FELT,
        mapId,
        userEmail: 'eve@example.com',
        user_email: 'eve@example.com',
        origin: 'https://e.vil',
      })
      expect(emulated.emulator.events.entries(mapId)).toMatchObject([
        { type: 'minted', viewer: 'ada+maps@example.com' },
      ])

      const wanted = { customerId: 'other', provided_id: 'other', expiration: 'P1D', allowedFeatures: ['*'] }
      const { token, expiresIn } = (await ask({ ...EXPLO, ...wanted, embedOrigin: 'https://e.vil' })).json() as {
        token: string
        expiresIn: number
      }
      expect(expiresIn).toBe(3_600)
      const claims = await decryptExploToken(token, emulated.emulator.explo.secret)
      expect(claims).toMatchObject({ cst: 'customer-7', dsh: 'sales', rbc: null, iss: null })
      expect(Number(claims?.exp) * 1_000 - Date.now()).toBeLessThanOrEqual(3_601_000)
    })

    test.each([
      ['nobody', '', 401],
      ['somebody banned', 'viewer=banned', 403],
    ])('the handler rejects %s', async (_, cookie, status) => {
      const mapId = createMapId()
      const refused = await ask({ ...FELT, mapId }, { headers: { cookie } })
      expect([refused.status, refused.headers.get('cache-control')]).toEqual([status, 'no-store'])
      expect(refused.json()).toEqual({ code: 'UNAUTHORIZED', message: expect.any(String) })
      expect(emulated.emulator.events.entries(mapId)).toEqual([])
    })

    test.each([
      ['ada', { ...FELT, mapId: 'foreign-map' }],
      ['ada', { ...EXPLO, embedId: 'payroll' }],
      ['bob', { ...FELT, mapId: 'map-2' }],
      ['bob', EXPLO],
    ])('the handler rejects %s for a foreign embed: %j', async (viewer, body) => {
      expect((await ask(body, { headers: { cookie: `viewer=${viewer}` } })).status).toBe(403)
    })

    test.each([
      ['unauthorized', 502, 'FETCH_FAILED'],
      ['refuse', 403, 'UNAUTHORIZED'],
      ['not-found', 404, 'REQUEST_REJECTED'],
      ['invalid', 422, 'REQUEST_REJECTED'],
      ['error', 502, 'FETCH_FAILED'],
    ] as const)("the handler maps a provider's %s to %i, without internal details", async (mintFault, status, code) => {
      const mapId = createMapId()
      emulated.emulator.setOptions('felt', mapId, { mintFault })
      emulated.emulator.setOptions('explo', 'sales', { mintFault })
      for (const body of [{ ...FELT, mapId }, EXPLO]) {
        const answer = await ask(body)
        expect(answer.status).toBe(status)
        expect(answer.json()).toEqual({ code, message: expect.any(String) })
        expect(answer.text).not.toMatch(/felt|explo|api token|user_email|http/i)
      }
      emulated.emulator.resetOptions('explo', 'sales')
    })

    test.each([
      ['too much', JSON.stringify({ ...FELT, more: 'x'.repeat(5_000) }), 413],
      ['no JSON', '{"provider":', 400],
      ['nothing', '', 400],
      ['null', 'null', 400],
      ['another vendor', '{"provider":"other","mapId":"map-1"}', 400],
      ['no id', '{"provider":"felt","mapId":""}', 400],
      ['an id that is none', '{"provider":"felt","mapId":{"$ne":null}}', 400],
    ])('the handler rejects a body with %s', async (_, body, status) => {
      const refused = await ask(body)
      expect(refused.status).toBe(status)
      if (parsesBody && status === 400) return
      expect(refused.json()).toEqual({ code: 'REQUEST_REJECTED', message: expect.any(String) })
    })

    test.skipIf(parsesBody)('the handler reads no more of an endless body than necessary', async () => {
      let sent = 0
      const endless = new ReadableStream({
        pull(controller) {
          sent += 1
          // A server that reads on must fail the test, not fill the memory.
          if (sent >= 10_000) return controller.error(new Error('the server reads on'))
          controller.enqueue(new TextEncoder().encode('x'.repeat(1_024)))
        },
      })
      const refused = ask('', { body: endless, duplex: 'half' } as RequestInit)
      // The server may answer, or end the connection of a client that continues to send.
      expect(
        await refused.then(
          ({ status }) => status,
          () => 413,
        ),
      ).toBe(413)
      expect(sent).toBeLessThan(10_000)
    })

    test('the handler rejects requests that a cross-site form can send', async () => {
      expect((await ask(FELT, { headers: { 'content-type': 'text/plain' } })).status).toBe(415)
    })

    test.each(['GET', 'PUT', 'DELETE', 'HEAD'])('the handler rejects a request with %s', async (method) => {
      const body = method === 'GET' || method === 'HEAD' ? null : '{}'
      expect([405, ...(parsesBody ? [404] : [])]).toContain((await ask('', { method, body })).status)
    })

    test.each(['https://evil.example', 'null', ''])('the handler rejects pages of the origin %j', async (origin) => {
      const mapId = createMapId()
      expect((await ask({ ...FELT, mapId }, { headers: { origin } })).status).toBe(403)
      expect(emulated.emulator.events.entries(mapId)).toEqual([])
    })

    test('the handler sends one request for two hundred concurrent clients, and one for each viewer', async () => {
      const mapId = createMapId()
      emulated.emulator.setOptions('felt', mapId, { latency: 3_000 })
      const body = { ...FELT, mapId }
      const all = await Promise.all(Array.from({ length: 200 }, () => ask(body)))
      expect(all.map(({ status }) => status)).toEqual(Array(200).fill(200))
      expect(new Set(all.map(({ json }) => (json() as { token: string }).token)).size).toBe(1)
      expect(emulated.emulator.events.summary(mapId).minted).toBe(1)
      emulated.emulator.setOptions('felt', 'map-1', { latency: 200 })
      const [ada, bob] = await Promise.all([ask(FELT), ask(FELT, { headers: { cookie: 'viewer=bob' } })])
      expect(ada.text).not.toBe(bob.text)
      emulated.emulator.resetOptions('felt', 'map-1')
    })

    test('the handler responds with 504 while the provider hangs', async () => {
      expect((await hanging).map(({ status }) => status)).toEqual([504, 504])
    })

    test('the handler sends a new request after each response: nothing is cached', async () => {
      const [one, other] = [await ask(FELT), await ask(FELT)]
      expect(one.text).not.toBe(other.text)
    })

    test('the handler responds with 429 for the whole account until Retry-After is over, and sends no request to the provider', async () => {
      const [mapId, otherMap] = [createMapId(), createMapId()]
      emulated.emulator.setOptions('felt', mapId, { mintFault: 'rate-limited', retryAfter: 70 })
      emulated.emulator.setOptions('explo', 'sales', { mintFault: 'rate-limited', retryAfter: 70 })
      const first = [await ask({ ...FELT, mapId }), await ask(EXPLO)]
      expect(first.map(({ headers }) => headers.get('retry-after'))).toEqual(['70', '70'])
      emulated.emulator.resetOptions('explo', 'sales')
      const later = [await ask({ ...FELT, mapId: otherMap }), await ask(EXPLO)]
      for (const { status, headers, json } of [...first, ...later]) {
        expect([status, json()]).toEqual([429, { code: 'RATE_LIMITED', message: expect.any(String) }])
        expect(Number(headers.get('retry-after'))).toBeGreaterThan(60)
        expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(70)
      }
      expect(emulated.emulator.events.entries(otherMap)).toEqual([])
    })

    test('the handler exposes no secret in responses or logs', () => {
      const { felt, explo } = emulated.emulator
      const said = `${answers.join('\n')}\n${served.log()}`
      expect(answers.length).toBeGreaterThan(200)
      // Failures were reported to the host app's log, which is checked here.
      expect(served.log()).toMatch(/(felt|explo|127\.0\.0\.1)\S* responded with status 401/)
      for (const secret of [felt.apiToken, explo.apiToken, explo.secret.text]) expect(said).not.toContain(secret)
    })
  })
}
