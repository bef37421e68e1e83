import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readSession, startEmulator } from './startEmulator.ts'

let explo: Awaited<ReturnType<typeof startEmulator>>
beforeEach(async () => {
  explo = await startEmulator()
})
afterEach(() => explo.emulator.close())

const jwtOf = async (answer: Response): Promise<string> => (await answer.json()).jwt
const call = (path: string, jwt: string, init: RequestInit = {}, pageId = '') =>
  fetch(explo.emulator.explo.origin + path, { ...init, headers: { 'X-Explo-Jwt': jwt, 'X-Page-Id': pageId } })

describe("the emulated Explo's pages", () => {
  it("Explo's pages are served at every documented path", async () => {
    const jwt = await jwtOf(await explo.mintExplo())
    for (const base of ['/iframe/', '/report-builder/iframe/']) {
      for (const end of ['', '/', '/staging', '/?region=%22EMEA%22']) {
        const answer = await fetch(explo.emulator.explo.origin + base + jwt + end)
        expect(answer.status).toBe(200)
        expect(readSession(await answer.text())).toMatchObject({
          kind: base === '/iframe/' ? 'dashboard' : 'report-builder',
          environment: end === '/staging' ? 'staging' : null,
        })
      }
    }
  })

  it("Explo's pages are rejected with a wrong or expired token", async () => {
    const jwt = await jwtOf(await explo.mintExplo({ expiration: 'PT1M' }))
    expect((await explo.openDashboard('a.b.c.d.e')).status).toBe(403)
    explo.advanceTime(62_000)
    expect((await explo.openDashboard(jwt)).status).toBe(403)
    expect(explo.emulator.events.summary('sales')).toMatchObject({ loads: 1, loadsExpired: 1 })
  })

  it("Explo's pages get data until their token expires, and again with a new token", async () => {
    const jwt = await jwtOf(await explo.mintExplo({ expiration: 'PT1M' }))
    const session = readSession(await (await explo.openDashboard(jwt)).text())
    const pageId = String(new Map(Object.entries(session ?? {})).get('pageId'))
    expect(await (await call('/data?region=EMEA', jwt)).json()).toMatchObject({ region: 'EMEA' })
    explo.advanceTime(62_000)
    expect((await call('/data', jwt)).status).toBe(401)
    expect((await call('/session', jwt, { method: 'POST' }, pageId)).status).toBe(401)
    const next = await jwtOf(await explo.mintExplo())
    expect(await (await call('/session', next, { method: 'POST' }, pageId)).json()).toMatchObject({
      tokenSuffix: next.slice(-4),
    })
    expect((await call('/data', next)).status).toBe(200)
    expect(explo.emulator.events.summary('sales')).toMatchObject({
      delivered: 1,
      deliveriesRejected: 1,
      dataRequests: 3,
      dataRejected: 1,
    })
  })

  it("Explo's pages reject a token for another embed", async () => {
    const jwt = await jwtOf(await explo.mintExplo())
    const session = readSession(await (await explo.openDashboard(jwt)).text())
    const pageId = String(new Map(Object.entries(session ?? {})).get('pageId'))
    const other = await jwtOf(await explo.mintExplo({ embed_id: 'costs' }))
    expect((await call('/session', other, { method: 'POST' }, pageId)).status).toBe(401)
  })
})
