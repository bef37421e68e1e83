import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { accountRoutes, describeAccounts, readAccounts } from '../support/providerAccounts.ts'
import { startEmulator } from './startEmulator.ts'

/** Replacement for the real providers. */
let provider: Awaited<ReturnType<typeof startEmulator>>
beforeEach(async () => {
  provider = await startEmulator()
})
afterEach(() => provider.emulator.close())

function environment(): Record<string, string> {
  const { felt, explo } = provider.emulator
  return {
    FELT_API_TOKEN: felt.apiToken,
    FELT_MAP_ID: 'my-map',
    FELT_USER_EMAIL: 'me@example.com',
    FELT_ORIGIN: felt.origin,
    EXPLO_API_TOKEN: explo.apiToken,
    EXPLO_EMBED_ID: 'my-dashboard',
    EXPLO_CUSTOMER_ID: 'my-customer',
    EXPLO_API_ORIGIN: explo.origin,
  }
}

function ask(server: ReturnType<typeof accountRoutes>, body: object): Promise<Response> | Response {
  const headers = { 'content-type': 'application/json' }
  return server.request('/api/embed-token', { method: 'POST', headers, body: JSON.stringify(body) })
}

describe("the playground's token server", () => {
  test("the playground's server uses the real providers for the map and the dashboard named in the environment", async () => {
    const server = accountRoutes(readAccounts(environment()))
    expect((await ask(server, { provider: 'felt', mapId: 'my-map' })).status).toBe(200)
    expect((await ask(server, { provider: 'explo', embedId: 'my-dashboard' })).status).toBe(200)
    expect(provider.emulator.events.entries()).toMatchObject([
      { type: 'minted', provider: 'felt', resource: 'my-map', viewer: 'me@example.com' },
      { type: 'minted', provider: 'explo', resource: 'my-dashboard', viewer: 'my-customer' },
    ])
  })

  test("the playground's server uses the emulator for all other embeds", async () => {
    const server = accountRoutes(readAccounts(environment()))
    server.post('*', (c) => c.text('emulated'))
    for (const order of [{ provider: 'felt', mapId: 'other' }, { provider: 'explo', embedId: 'my-map' }, {}]) {
      expect(await (await ask(server, order)).text()).toBe('emulated')
    }
  })

  test("the playground's server lists the real embeds without secrets", async () => {
    const accounts = readAccounts(environment())
    const told = await (await accountRoutes(accounts).request('/emulator/accounts')).text()
    expect(JSON.parse(told)).toEqual({ mapId: 'my-map', embedId: 'my-dashboard' })
    const { felt, explo } = provider.emulator
    expect(describeAccounts(accounts)).toBe(
      `Felt:  the emulator, and map my-map of ${felt.origin}\nExplo: the emulator, and embed my-dashboard of ${explo.origin}`,
    )
    for (const secret of [felt.apiToken, explo.apiToken])
      expect(told + describeAccounts(accounts)).not.toContain(secret)
  })

  test("the playground's server uses only the emulator when the environment is empty", async () => {
    const accounts = readAccounts({})
    expect(describeAccounts(accounts)).toBe('Felt:  the emulator alone\nExplo: the emulator alone')
    expect(await (await accountRoutes(accounts).request('/emulator/accounts')).json()).toEqual({
      mapId: null,
      embedId: null,
    })
  })

  test("the playground's server reports missing values when the environment is incomplete", () => {
    const half = { FELT_API_TOKEN: 'felt_pat_1', FELT_MAP_ID: '' }
    expect(() => readAccounts(half)).toThrow('FELT_MAP_ID and FELT_USER_EMAIL must be set, too.')
  })
})
