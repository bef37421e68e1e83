import { describe, expect, test } from 'vitest'
import type { TokenHandlerOptions, ViewerAccess } from '../../src/server.ts'
import { createTestHandler, EXPLO, FELT } from './createTestHandler.ts'

const ID = 'CjU1CMJPTAGofjOK3ICf1D'

/** The statuses for ids, with a rule for both providers that may have a type of a host without types. */
async function statusesFor(rule: unknown, ids: readonly string[]) {
  const access = {
    felt: { userEmail: 'ada@example.com', mapIds: rule },
    explo: { customerId: 'c', embedIds: rule },
  } as ViewerAccess
  const { ask, events, fetch } = createTestHandler({ authorize: () => access })
  const maps = await Promise.all(ids.map((mapId) => ask({ ...FELT, mapId })))
  const dashboards = await Promise.all(ids.map((embedId) => ask({ ...EXPLO, embedId })))
  const statuses = maps.map(({ status }) => status)
  expect(dashboards.map(({ status }) => status)).toEqual(statuses)
  return { statuses, events, fetch }
}

describe('mapIds and embedIds', () => {
  test.each<[string, unknown]>([
    ['an array', ['map-1', 'map-2']],
    ['a readonly array', Object.freeze(['map-1', 'map-2'])],
    ['a Set', new Set(['map-1', 'map-2'])],
    [
      'a Map, by its keys',
      new Map([
        ['map-1', {}],
        ['map-2', {}],
      ]),
    ],
    ['an object with has', { has: (id: string) => /^map-[12]$/.test(id) }],
    ['an object with has that responds later', { has: async (id: string) => /^map-[12]$/.test(id) }],
    ['an object with includes', { includes: (id: string) => /^map-[12]$/.test(id) }],
    ['a function', (id: string) => /^map-[12]$/.test(id)],
  ])('allowed ids may be %s, and no other id is allowed', async (_, rule) => {
    expect((await statusesFor(rule, ['map-1', 'map-2', 'map', '1', 'map-3'])).statuses).toEqual([
      200, 200, 403, 403, 403,
    ])
  })

  test.each<[unknown, string]>([
    ['map-1,map-2', 'it is string'],
    [Object('map-1,map-2'), 'it is object'],
    [undefined, 'it is undefined'],
    [null, 'it is null'],
    [{}, 'it is object'],
  ])('allowed ids of %j are an error, because substrings must not match', async (rule, actual) => {
    const { statuses, events, fetch } = await statusesFor(rule, ['map-1', 'map'])
    expect(statuses).toEqual([500, 500])
    expect(String(events[0]?.error)).toContain(`mapIds must be an array, a Set or a function; ${actual}.`)
    expect(fetch).not.toHaveBeenCalled()
  })
})

describe('the result of a function, has or includes', () => {
  const rulesWith = (result: unknown) => [() => result, { has: () => result }, { includes: async () => result }]

  test.each<[unknown, string]>([
    [403, 'a number'],
    [Response.json({}, { status: 404 }), 'a Response'],
    [{ status: 403 }, 'an object with the keys status'],
    ['no', 'a string'],
  ])('a result of %j is an error, because it is no permission', async (result, actual) => {
    for (const rule of rulesWith(result)) {
      const { statuses, events, fetch } = await statusesFor(rule, ['map-1'])
      expect(statuses).toEqual([500])
      expect(String(events[0]?.error)).toContain(`mapIds must return true or false; it returned ${actual}`)
      expect(fetch).not.toHaveBeenCalled()
    }
  })

  test.each([undefined, null])('a result of %j allows nothing', async (result) => {
    for (const rule of rulesWith(result)) expect((await statusesFor(rule, ['map-1'])).statuses).toEqual([403])
  })
})

describe('a slug or a URL as the id of a map', () => {
  const access = (mapIds: unknown) =>
    ({ authorize: () => ({ felt: { userEmail: 'ada@example.com', mapIds } }) }) as Partial<TokenHandlerOptions>

  test.each([
    ['the request has the slug', `My-map-${ID}`, [ID]],
    ['mapIds has the slug', ID, [`My-map-${ID}`]],
    ['mapIds is a Set with the slug', ID, new Set([`My-map-${ID}`])],
    ['the title has changed', `New-title-${ID}`, [`Old-title-${ID}`]],
    ['mapIds is a function of ids', `My-map-${ID}`, (id: string) => id === ID],
    ['the request has the URL', `https://felt.com/map/My-map-${ID}?loc=1,2,3z`, [ID]],
    ['mapIds has the URL', ID, [`https://felt.com/map/My-map-${ID}`]],
  ])("a map's slug or URL is compared by its id: %s", async (_, mapId, mapIds) => {
    const { ask, fetch, events } = createTestHandler(access(mapIds))
    expect((await ask({ ...FELT, mapId })).status).toBe(200)
    expect(String(fetch.mock.calls[0]?.[0])).toContain(`/api/v2/maps/${ID}/embed_token`)
    expect(events[0]?.requested).toEqual({ provider: 'felt', mapId: ID })
  })

  test("a map's slug allows no other map with the same beginning or end", async () => {
    const { ask } = createTestHandler(access([ID]))
    for (const mapId of [`${ID}-map`, `My-map${ID}`, `${ID}x`, `My-map-${ID}x`, 'My-map-short']) {
      expect((await ask({ ...FELT, mapId })).status).toBe(403)
    }
  })

  test("a map's slug and id share one request to Felt", async () => {
    const { ask, fetch } = createTestHandler(access([ID]))
    await Promise.all([ask({ ...FELT, mapId: ID }), ask({ ...FELT, mapId: `My-map-${ID}` })])
    expect(fetch).toHaveBeenCalledOnce()
  })
})
