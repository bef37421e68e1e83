import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LedgerEntry } from '../../src/testing.ts'
import { readSession, startEmulator } from './startEmulator.ts'

let started: Awaited<ReturnType<typeof startEmulator>>
beforeEach(async () => {
  started = await startEmulator({ felt: { lifetime: 60_000 } })
})
afterEach(() => started.emulator.close())

const mint = async (mapId?: string): Promise<string> => (await (await started.mintFelt(mapId)).json()).token
const openPage = async () => {
  const session = readSession(await (await started.openMap(await mint())).text())
  return String(new Map(Object.entries(session ?? {})).get('instance'))
}
const beat = (instance: string, more: object = {}) =>
  fetch(`${started.emulator.felt.origin}/heartbeat`, { method: 'POST', body: JSON.stringify({ instance, ...more }) })

/** Resolves with the first entry of a type. */
const nextEntry = (type: LedgerEntry['type']) =>
  new Promise<LedgerEntry>((resolve) => {
    const end = started.emulator.ledger.subscribe((entry) => {
      if (entry.type !== type) return
      end()
      resolve(entry)
    })
  })

describe('the options', () => {
  it('hold for one resource, fall back to those of the vendor, and are reset', async () => {
    const { emulator } = started
    emulator.setOptions('felt', '*', { fault: 'error' })
    emulator.setOptions('felt', 'map-2', { fault: 'refuse' })
    expect((await started.mintFelt('map-1')).status).toBe(500)
    expect((await started.mintFelt('map-2')).status).toBe(403)
    expect((await started.mintExplo()).status).toBe(200)
    emulator.resetOptions('felt', 'map-2')
    expect((await started.mintFelt('map-2')).status).toBe(500)
    emulator.resetOptions()
    expect((await started.mintFelt('map-2')).status).toBe(200)
    expect(emulator.getOptions('felt', 'map-1')).toMatchObject({ lifetime: 60_000, fault: 'none' })
  })

  it('reach a request that already hangs', async () => {
    started.emulator.setOptions('felt', 'map-1', { fault: 'hang' })
    const stalled = nextEntry('stalled')
    const answer = started.mintFelt()
    await stalled
    started.emulator.setOptions('felt', 'map-1', { fault: 'rate-limited' })
    expect((await answer).status).toBe(429)
  })
})

describe('ports and API tokens', () => {
  it('are those that were chosen', async () => {
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

  it('that are taken fail the start, and leave nothing listening', async () => {
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

describe('close', () => {
  it('ends a request that hangs', async () => {
    started.emulator.setOptions('felt', 'map-1', { fault: 'hang' })
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

describe('the ledger', () => {
  it('tells the story of a token without telling the token', async () => {
    const token = await mint()
    await started.openMap(token)
    started.emulator.setOptions('felt', 'map-1', { fault: 'refuse' })
    await started.mintFelt()
    const entries = started.emulator.ledger.entries('map-1')
    expect(entries).toMatchObject([
      { type: 'minted', vendor: 'felt', viewer: 'ada+maps@example.com', tail: token.slice(-8) },
      { type: 'loaded', accepted: true, expired: false, tail: token.slice(-8) },
      { type: 'refused', status: 403 },
    ])
    expect(JSON.stringify(entries)).not.toContain(token)
    expect(started.emulator.ledger.entries('map-2')).toEqual([])
  })

  it('counts how long a page is alive, and on show, with a token that ran out', async () => {
    const instance = await openPage()
    await beat(instance)
    expect(started.emulator.ledger.summary()).toMatchObject({ alive: 1, expiredFor: 0 })
    started.pass(61_500)
    await beat(instance)
    const once = started.emulator.ledger.summary().expiredFor
    expect(once).toBeGreaterThan(0)
    started.pass(1_000)
    await beat(instance, { isVisible: false })
    const { expiredFor, expiredOnShow } = started.emulator.ledger.summary()
    expect(expiredFor).toBeGreaterThanOrEqual(once + 1_000)
    expect(expiredOnShow).toBe(once)
    expect(started.emulator.ledger.entries().filter(({ type }) => type === 'outlived')).toHaveLength(1)
  })

  it('notices a page that says goodbye, and one that falls silent', async () => {
    const [polite, silent] = [await openPage(), await openPage()]
    await beat(polite, { isLeaving: true })
    expect(started.emulator.ledger.pages()).toMatchObject([
      { instance: polite, alive: false },
      { instance: silent, alive: true },
    ])
    started.pass(2_000)
    expect(started.emulator.ledger.summary().alive).toBe(0)
  })
})
