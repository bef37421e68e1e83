import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EmulatorEvent } from '../../src/testing.ts'
import { readSession, startEmulator } from './startEmulator.ts'

let started: Awaited<ReturnType<typeof startEmulator>>
beforeEach(async () => {
  started = await startEmulator({ felt: { lifetime: 60_000 } })
})
afterEach(() => started.emulator.close())

const mint = async (mapId?: string): Promise<string> => (await (await started.mintFelt(mapId)).json()).token
const openPage = async () => {
  const session = readSession(await (await started.openMap(await mint())).text())
  return String(new Map(Object.entries(session ?? {})).get('pageId'))
}
const beat = (pageId: string, more: object = {}) =>
  fetch(`${started.emulator.felt.origin}/heartbeat`, { method: 'POST', body: JSON.stringify({ pageId, ...more }) })

/** Resolves with the first entry of a type. */
const nextEntry = (type: EmulatorEvent['type']) =>
  new Promise<EmulatorEvent>((resolve) => {
    const end = started.emulator.events.subscribe((entry) => {
      if (entry.type !== type) return
      end()
      resolve(entry)
    })
  })

describe('emulator options', () => {
  it("options apply to one resource, fall back to the provider's, and are reset", async () => {
    const { emulator } = started
    emulator.setOptions('felt', '*', { mintFault: 'error' })
    emulator.setOptions('felt', 'map-2', { mintFault: 'refuse' })
    expect((await started.mintFelt('map-1')).status).toBe(500)
    expect((await started.mintFelt('map-2')).status).toBe(403)
    expect((await started.mintExplo()).status).toBe(200)
    emulator.resetOptions('felt', 'map-2')
    expect((await started.mintFelt('map-2')).status).toBe(500)
    emulator.resetOptions()
    expect((await started.mintFelt('map-2')).status).toBe(200)
    expect(emulator.getOptions('felt', 'map-1')).toMatchObject({ lifetime: 60_000, mintFault: 'none' })
  })

  it('an undefined option keeps its default', async () => {
    const { emulator } = started
    const initial = emulator.getOptions('felt', 'map-1')
    emulator.setOptions('felt', 'map-1', { lifetime: undefined, mintFault: undefined })
    expect(emulator.getOptions('felt', 'map-1')).toEqual(initial)
    const other = await startEmulator({ felt: { lifetime: undefined } })
    expect(other.emulator.getOptions('felt', 'map-1').lifetime).toBe(15 * 60_000)
    await other.emulator.close()
  })

  it('options apply to a request that already hangs', async () => {
    started.emulator.setOptions('felt', 'map-1', { mintFault: 'hang' })
    const stalled = nextEntry('stalled')
    const answer = started.mintFelt()
    await stalled
    started.emulator.setOptions('felt', 'map-1', { mintFault: 'rate-limited' })
    expect((await answer).status).toBe(429)
  })
})

describe('ports and API tokens', () => {
  it('the emulator uses the given ports and API tokens', async () => {
    const { port } = new URL(started.emulator.felt.origin)
    await started.emulator.close()
    const chosen = { ports: { felt: Number(port) }, apiTokens: { felt: 'felt-key', explo: 'explo-key' } }
    started = await startEmulator(chosen)
    const { felt, explo } = started.emulator
    expect(felt).toEqual({ origin: `http://127.0.0.1:${port}`, apiToken: 'felt-key' })
    expect(explo.apiToken).toBe('explo-key')
    expect((await started.mintFelt()).status).toBe(200)
    expect((await started.mintExplo()).status).toBe(200)
  })

  it('a port in use fails the start, and nothing keeps listening', async () => {
    const taken = Number(new URL(started.emulator.explo.origin).port)
    const { port } = new URL(started.emulator.felt.origin)
    await started.emulator.close()
    const other = await startEmulator({ ports: { explo: taken } })
    const ports = { felt: Number(port), explo: taken }
    await expect(startEmulator({ ports })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow()
    await other.emulator.close()
  })
})

describe('emulator.close', () => {
  it('emulator.close ends a hanging request', async () => {
    started.emulator.setOptions('felt', 'map-1', { mintFault: 'hang' })
    const stalled = nextEntry('stalled')
    const answer = started.mintFelt().then(
      (response) => response.status,
      () => 'ended',
    )
    await stalled
    await started.emulator.close()
    expect([499, 'ended']).toContain(await answer)
    await expect(started.mintFelt()).rejects.toThrow()
  })
})

describe('emulator.events', () => {
  it("emulator.events records a token's history without the token", async () => {
    const token = await mint()
    await started.openMap(token)
    started.emulator.setOptions('felt', 'map-1', { mintFault: 'refuse' })
    await started.mintFelt()
    const entries = started.emulator.events.entries('map-1')
    expect(entries).toMatchObject([
      { type: 'minted', provider: 'felt', viewer: 'ada+maps@example.com', tokenSuffix: token.slice(-8) },
      { type: 'loaded', accepted: true, expired: false, tokenSuffix: token.slice(-8) },
      { type: 'rejected', status: 403 },
    ])
    expect(JSON.stringify(entries)).not.toContain(token)
    expect(started.emulator.events.entries('map-2')).toEqual([])
  })

  it('emulator.events counts for how long a page is open, and visible, with an expired token', async () => {
    const pageId = await openPage()
    await beat(pageId)
    expect(started.emulator.events.summary()).toMatchObject({ alive: 1, expiredMs: 0 })
    started.advanceTime(61_500)
    await beat(pageId)
    const once = started.emulator.events.summary().expiredMs
    expect(once).toBeGreaterThan(0)
    await beat(pageId, { isVisible: false })
    const visible = started.emulator.events.summary().visibleExpiredMs
    started.advanceTime(1_000)
    await beat(pageId, { isVisible: true })
    const { expiredMs, visibleExpiredMs } = started.emulator.events.summary()
    expect(expiredMs).toBeGreaterThanOrEqual(once + 1_000)
    expect(visibleExpiredMs).toBe(visible)
    expect(started.emulator.events.entries().filter(({ type }) => type === 'expired-while-open')).toHaveLength(1)
  })

  it('emulator.events records a page that closes, and a page that stops sending heartbeats', async () => {
    const [polite, unresponsive] = [await openPage(), await openPage()]
    await beat(polite, { isLeaving: true })
    expect(started.emulator.events.pages()).toMatchObject([
      { pageId: polite, alive: false },
      { pageId: unresponsive, alive: true },
    ])
    started.advanceTime(2_000)
    expect(started.emulator.events.summary().alive).toBe(0)
  })
})
