import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTokenServer } from '../../src/testing.ts'
import { startEmulator } from './startEmulator.ts'

let host: Awaited<ReturnType<typeof startEmulator>>
beforeEach(async () => {
  host = await startEmulator()
})
afterEach(() => host.emulator.close())

describe("the token server's endpoint", () => {
  it('the token server responds with a token and its lifetime in seconds', async () => {
    const felt = await (await host.post({ provider: 'felt', mapId: 'map-1' })).json()
    expect(felt).toEqual({ token: expect.any(String), expiresIn: expect.any(Number) })
    expect(felt.expiresIn).toBeGreaterThan(14 * 60)
    expect((await host.openMap(felt.token)).status).toBe(200)
    host.emulator.setOptions('explo', 'sales', { lifetime: 1_500 })
    const explo = await (await host.post({ provider: 'explo', embedId: 'sales', kind: 'dashboard' })).json()
    expect(explo).toEqual({ token: expect.any(String), expiresIn: 1.5 })
    const minted = host.emulator.events.entries().filter(({ type }) => type === 'minted')
    expect(minted.map(({ viewer }) => viewer)).toEqual(['ada+maps@example.com', 'customer-7'])
  })

  it("the token server's lifetimes of Felt follow the emulator's clock", async () => {
    host.emulator.setOptions('felt', 'map-1', { lifetime: 10_000 })
    host.advanceTime(60 * 60_000)
    const { expiresIn } = await (await host.post({ provider: 'felt', mapId: 'map-1' })).json()
    expect(expiresIn).toBeGreaterThan(8)
    expect(expiresIn).toBeLessThanOrEqual(11)
  })

  it.each([0, 500])('the token server mints tokens with a lifetime option of %i ms', async (lifetime) => {
    host.emulator.setOptions('explo', 'sales', { lifetime })
    host.emulator.setOptions('metabase', '10', { lifetime })
    expect((await host.post({ provider: 'explo', embedId: 'sales' })).status).toBe(200)
    expect((await host.post({ provider: 'metabase', dashboardId: '10' })).status).toBe(200)
  })

  it('the token server does not stay open if it starts while the emulator closes', async () => {
    const listening = createTokenServer(host.emulator).listen()
    await host.emulator.close()
    const { origin } = await listening
    await expect(fetch(origin)).rejects.toThrow('fetch failed')
  })

  it("the token server keeps the provider's status and Retry-After", async () => {
    host.emulator.setOptions('felt', 'map-1', { mintFault: 'rate-limited', retryAfter: 9 })
    const answer = await host.post({ provider: 'felt', mapId: 'map-1' })
    expect(answer.status).toBe(429)
    expect(answer.headers.get('Retry-After')).toBe('9')
    expect(await answer.json()).toEqual({ code: 'RATE_LIMITED', message: expect.any(String) })
  })

  it.each([{}, null, { provider: 'felt' }, { provider: 'other', mapId: 'x' }])(
    'the token server rejects %j',
    async (body) => {
      expect((await host.post(body)).status).toBe(400)
    },
  )
})

describe('the control routes', () => {
  const patch = (body: unknown, path = '/emulator/options/felt/map-1') =>
    host.ask(path, { method: 'PATCH', body: JSON.stringify(body) })

  it("the control routes return the providers' origins without secrets", async () => {
    const { felt, explo, superset, metabase } = host.emulator
    expect(await (await host.ask('/emulator/info')).json()).toEqual({
      felt: { origin: felt.origin },
      explo: { origin: explo.origin },
      superset: { origin: superset.origin },
      metabase: { origin: metabase.origin },
    })
  })

  it('the control routes change and reset options', async () => {
    expect(await (await patch({ mintFault: 'refuse' })).json()).toMatchObject({ mintFault: 'refuse' })
    expect((await host.mintFelt()).status).toBe(403)
    await host.ask('/emulator/options/felt/map-1', { method: 'DELETE' })
    expect((await host.mintFelt()).status).toBe(200)
  })

  it.each([
    [{ falt: 'refuse' }, 'mintFault'],
    [{ mintFault: 'refused' }, 'refuse'],
    [{ expiryLead: 1 }, 'specialCharacterTokens'],
    [{ lifetime: -1 }, 'number'],
    ['refuse', 'object'],
  ])('the control routes respond to the options %j with the known options', async (body, hint) => {
    const answer = await patch(body)
    expect(answer.status).toBe(400)
    expect((await answer.json()).message).toContain(hint)
  })

  it('the control routes know no other provider', async () => {
    expect((await patch({}, '/emulator/options/other/x')).status).toBe(400)
  })

  it('the control routes return the event log and its summary of one resource', async () => {
    await host.mintFelt('map-1')
    await host.mintFelt('map-2')
    expect(await (await host.ask('/emulator/log?resource=map-2')).json()).toHaveLength(1)
    expect(await (await host.ask('/emulator/summary')).json()).toMatchObject({ minted: 2 })
    expect(await (await host.ask('/emulator/pages')).json()).toEqual([])
  })

  it('the control routes stream existing and new events, until the emulator closes', async () => {
    await host.mintFelt('map-1')
    const answer = await host.ask('/emulator/events?resource=map-1')
    expect(answer.headers.get('Content-Type')).toBe('text/event-stream')
    await host.mintFelt('map-2')
    await host.mintFelt('map-1')
    await host.emulator.close()
    expect((await answer.text()).match(/"type":"minted"/g)).toHaveLength(2)
  })
})

describe('tokenServer.listen', () => {
  it('tokenServer.listen serves the routes until the emulator closes', async () => {
    const { origin } = await createTokenServer(host.emulator).listen()
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ provider: 'felt', mapId: 'map-1' })
    const answer = await fetch(`${origin}/api/embed-token`, { method: 'POST', headers, body })
    expect(await answer.json()).toEqual({ token: expect.any(String), expiresIn: expect.any(Number) })
    expect((await fetch(`${origin}/emulator/info`)).status).toBe(200)
    await host.emulator.close()
    await expect(fetch(`${origin}/emulator/info`)).rejects.toThrow()
  })

  it('tokenServer.listen uses the given port', async () => {
    const server = await createTokenServer(host.emulator).listen()
    await server.close()
    const again = await createTokenServer(host.emulator).listen(Number(new URL(server.origin).port))
    expect(again.origin).toBe(server.origin)
  })
})
