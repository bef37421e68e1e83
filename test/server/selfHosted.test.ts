import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startEmulator } from '../testing/startEmulator.ts'
import { createTestHandler } from './createTestHandler.ts'

let host: Awaited<ReturnType<typeof startEmulator>>
beforeAll(async () => {
  host = await startEmulator()
})
afterAll(() => host.emulator.close())

const SUPERSET = { provider: 'superset', dashboardId: 'board-1' }
const DASHBOARD = { provider: 'metabase', dashboardId: '10' }
const QUESTION = { provider: 'metabase', questionId: '7' }

function createHandler(access: object) {
  const { superset, metabase } = host.emulator
  return createTestHandler({ superset, metabase, authorize: () => access })
}

describe('the token handler', () => {
  test('responds with a token for a Superset dashboard, with the rules of `authorize` and none of the request', async () => {
    const { ask } = createHandler({ superset: { dashboardIds: ['board-1'], rls: [{ clause: 'a = 1' }] } })
    const { status, body } = await ask({ ...SUPERSET, rls: [], user: { username: 'root' } })
    expect(status).toBe(200)
    expect(decodeJwt(String(body.token))).toMatchObject({ rls_rules: [{ clause: 'a = 1' }], user: {} })
  })

  test('two viewers with rules that serialize equally do not share a token', async () => {
    class TenantRule {
      readonly #tenant: string
      constructor(tenant: string) {
        this.#tenant = tenant
      }
      get clause(): string {
        return `tenant = ${this.#tenant}`
      }
    }
    const tenants = ['a', 'b']
    const { superset } = host.emulator
    const authorize = () => ({ superset: { dashboardIds: ['board-1'], rls: [new TenantRule(tenants.shift() ?? '')] } })
    const { ask } = createTestHandler({ superset, authorize })
    const bodies = await Promise.all([ask(SUPERSET), ask(SUPERSET)])
    expect(bodies.map(({ body }) => decodeJwt(String(body.token)).rls_rules)).toEqual([
      [{ clause: 'tenant = a' }],
      [{ clause: 'tenant = b' }],
    ])
  })

  test('`05` is rejected before a function that excludes the Metabase dashboard `5`', async () => {
    const { ask } = createHandler({ metabase: { dashboardIds: (id: string) => id !== '5' } })
    expect((await ask({ provider: 'metabase', dashboardId: '5' })).status).toBe(403)
    expect((await ask({ provider: 'metabase', dashboardId: '05' })).status).toBe(400)
    expect((await ask({ provider: 'metabase', dashboardId: '0' })).status).toBe(200)
  })

  test.each([
    [DASHBOARD, { dashboard: 10 }],
    [QUESTION, { question: 7 }],
  ])('responds to %j with a token for %j, with the parameters of `authorize` alone', async (request, resource) => {
    const params = { customer: 7 }
    const { ask } = createHandler({ metabase: { dashboardIds: ['10'], questionIds: ['7'], params } })
    const { body } = await ask({ ...request, params: { customer: 8 } })
    expect(decodeJwt(String(body.token))).toMatchObject({ resource, params })
  })

  test.each([
    ['a dashboard that is not allowed', SUPERSET, { superset: { dashboardIds: ['board-2'], rls: [] } }],
    ['a question if only dashboards are allowed', QUESTION, { metabase: { dashboardIds: ['7'] } }],
    ['a dashboard if only questions are allowed', DASHBOARD, { metabase: { questionIds: ['10'] } }],
    ['a viewer of the other provider', SUPERSET, { metabase: { dashboardIds: ['board-1'] } }],
  ])('refuses %s with 403', async (_, request, access) => {
    expect(await createHandler(access).ask(request)).toMatchObject({ status: 403, body: { code: 'UNAUTHORIZED' } })
  })

  test.each([
    [SUPERSET, { superset: { dashboardIds: ['board-1'], rls: [], password: 'secret' } }, 'a password'],
    [DASHBOARD, { metabase: { dashboardIds: ['10'], secretKey: 'secret' } }, 'a secretKey'],
  ])('does not mint for %j if `authorize` returns %j', async (request, access, secret) => {
    const { ask, events } = createHandler(access)
    expect((await ask(request)).status).toBe(500)
    expect(String(events[0]?.error)).toContain(`authorize returned ${secret}`)
  })

  test.each([
    ['no id', { provider: 'superset' }],
    ['the id of another provider', { provider: 'superset', embedId: 'board-1' }],
    ['an id that is a path', { provider: 'metabase', questionId: '..' }],
    ['another spelling of a number', { provider: 'metabase', dashboardId: '010' }],
    ['an id with a space', { provider: 'metabase', dashboardId: '10 ' }],
  ])('rejects a body with %s with 400', async (_, body) => {
    expect((await createHandler({}).ask(body)).status).toBe(400)
  })

  test.each([[SUPERSET], [DASHBOARD]])('refuses %j with 403 without an account', async (request) => {
    const access = { superset: { dashboardIds: ['board-1'], rls: [] }, metabase: { dashboardIds: ['10'] } }
    expect((await createTestHandler({ authorize: () => access }).ask(request)).status).toBe(403)
  })
})
