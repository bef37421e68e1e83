import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createTokenHandler, type ExploPermissions, type TokenHandlerOptions } from '../../src/server.ts'
import { startRecordingServer } from './recordingServer.ts'

type RecordingServer = Awaited<ReturnType<typeof startRecordingServer>>

let felt: RecordingServer
let explo: RecordingServer
let elsewhere: RecordingServer
beforeEach(async () => {
  elsewhereFetch.mockClear()
  felt = await startRecordingServer((_, response) => response.end('{"token":"t"}'))
  explo = await startRecordingServer((_, response) => response.end('{"success":1,"jwt":"j"}'))
  elsewhere = await startRecordingServer((_, response) => response.end('{"success":1,"jwt":"j","token":"t"}'))
})
afterEach(() => [felt, explo, elsewhere].forEach((server) => server[Symbol.dispose]()))

const FELT = { provider: 'felt', mapId: 'map-1' }
const EXPLO = { provider: 'explo', embedId: 'sales' }

/** A handler with an account at each server; `row` is what the app's database has of the viewer. */
function createHandler(row: object, options: Partial<TokenHandlerOptions> = {}) {
  return createTokenHandler({
    felt: { apiToken: 'felt-api-token', origin: felt.origin },
    explo: { apiToken: 'explo-api-token', origin: explo.origin },
    authorize: () => ({
      felt: { userEmail: 'ada@example.com', mapIds: ['map-1'], ...row },
      explo: { customerId: 'customer-7', embedIds: ['sales'], ...row },
    }),
    ...options,
  })
}

function createRequest(body: object): Request {
  const headers = { 'content-type': 'application/json' }
  return new Request('http://localhost/', { method: 'POST', headers, body: JSON.stringify(body) })
}

const elsewhereFetch = vi.fn<typeof globalThis.fetch>(async () => Response.json({ success: 1, jwt: 'j', token: 't' }))

/** Each option of an account, as a field of a row may be named like it. */
const FIELDS: Readonly<Record<string, () => object>> = {
  origin: () => ({ origin: elsewhere.origin }),
  fetch: () => ({ fetch: elsewhereFetch }),
  timeout: () => ({ timeout: 0 }),
  signal: () => ({ signal: AbortSignal.abort() }),
  mapId: () => ({ mapId: 'map-2' }),
  embedId: () => ({ embedId: 'payroll' }),
}
const CASES: [string, () => object][] = [
  ...Object.entries(FIELDS).map(([name, make]): [string, () => object] => [`the field ${name}`, make]),
  ['all these fields', () => Object.assign({}, ...Object.values(FIELDS).map((make) => make()))],
]

describe('a database row with account options returned by authorize', () => {
  test.each(CASES)("a row's fields do not change the target of the Explo API token: %s", async (_, row) => {
    expect((await createHandler(row())(createRequest(EXPLO))).status).toBe(200)
    expect(explo.requests.map(({ headers }) => headers['explo-authorization'])).toEqual(['Token explo-api-token'])
    expect(elsewhere.requests).toEqual([])
    expect(elsewhereFetch).not.toHaveBeenCalled()
  })

  test.each(CASES)("a row's fields do not change the target of the Felt API token: %s", async (_, row) => {
    expect((await createHandler(row())(createRequest(FELT))).status).toBe(200)
    expect(felt.requests.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ['/api/v2/maps/map-1/embed_token?user_email=ada%40example.com', 'Bearer felt-api-token'],
    ])
    expect(elsewhere.requests).toEqual([])
    expect(elsewhereFetch).not.toHaveBeenCalled()
  })
})

describe('the permissions returned by authorize', () => {
  /** The bodies that Explo received, for one request per row, sent at the same time. */
  async function mintAtOnce(rows: readonly object[]) {
    const fetch = vi.fn<typeof globalThis.fetch>(async () => Response.json({ success: 1, jwt: 'j' }))
    const remaining = [...rows]
    const authorize = () => ({ explo: { customerId: 'customer-7', embedIds: ['sales'], ...remaining.shift() } })
    const handler = createHandler({}, { authorize, explo: { apiToken: 'explo-api-token', fetch } })
    await Promise.all(rows.map(() => handler(createRequest(EXPLO))))
    return fetch.mock.calls.map(([, init]): unknown => JSON.parse(String(init?.body)))
  }

  test('each permission returned by authorize reaches Explo', async () => {
    const permissions: Required<ExploPermissions> = {
      customerId: 'customer-8',
      expiration: 'PT1H',
      keyId: 'key',
      chartId: 'chart',
      allowedFeatures: ['flt'],
      disableEditableSectionEditing: true,
      embedOrigin: 'https://app.example.com',
    }
    expect(await mintAtOnce([permissions])).toEqual([
      {
        provided_id: 'customer-8',
        embed_id: 'sales',
        expiration: 'PT1H',
        key_id: 'key',
        chart_id: 'chart',
        rb_allowed_features: ['flt'],
        disable_editable_section_editing: true,
        embed_origin: 'https://app.example.com/',
      },
    ])
  })

  test('requests with equal permissions share a mint when other fields of their rows differ', async () => {
    expect(await mintAtOnce([{ lastSeen: 1 }, { lastSeen: 2 }])).toHaveLength(1)
  })

  test('requests with different permissions do not share a mint when their rows serialize equally', async () => {
    const toJSON = () => 'a row'
    const bodies = await mintAtOnce([
      { customerId: 'customer-7', toJSON },
      { customerId: 'customer-8', toJSON },
    ])
    expect(bodies).toMatchObject([{ provided_id: 'customer-7' }, { provided_id: 'customer-8' }])
  })
})

describe('an account with fields of a permission', () => {
  test("an account's fields do not change the viewer or the embed of a token", async () => {
    const more = { userEmail: 'eve@example.com', mapId: 'map-2', customerId: 'customer-9', embedId: 'payroll' }
    const fetch = vi.fn<typeof globalThis.fetch>(async () => Response.json({ success: 1, jwt: 'j', token: 't' }))
    const account = { apiToken: 'api-token', fetch, ...more }
    const handler = createHandler({}, { felt: account, explo: account })
    await handler(createRequest(FELT))
    await handler(createRequest(EXPLO))
    const [map, dashboard] = fetch.mock.calls
    expect(String(map?.[0])).toContain('/map-1/embed_token?user_email=ada%40example.com')
    expect(JSON.parse(String(dashboard?.[1]?.body))).toEqual({ provided_id: 'customer-7', embed_id: 'sales' })
  })

  test("an account's aborted signal does not stop minting, because clients share the request", async () => {
    const account = { apiToken: 'explo-api-token', origin: explo.origin, signal: AbortSignal.abort() }
    expect((await createHandler({}, { explo: account })(createRequest(EXPLO))).status).toBe(200)
  })
})
