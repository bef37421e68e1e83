import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readSession, startEmulator } from './startEmulator.ts'

let felt: Awaited<ReturnType<typeof startEmulator>>
beforeEach(async () => {
  felt = await startEmulator()
})
afterEach(() => felt.emulator.close())

const minted = async (answer: Response): Promise<{ token: string; expires_at: string }> => answer.json()

describe("the emulated Felt's token API", () => {
  it("Felt's token API returns expires_at in whole seconds of UTC without a time zone", async () => {
    const { expires_at } = await minted(await felt.mintFelt())
    expect(expires_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/)
    const left = Date.parse(`${expires_at}Z`) - felt.now()
    expect(left).toBeGreaterThan(14 * 60_000)
    expect(left).toBeLessThanOrEqual(15 * 60_000 + 1_000)
  })

  it("Felt's token API returns tokens with special characters when configured", async () => {
    felt.emulator.setOptions('felt', 'map-1', { specialCharacterTokens: true })
    const { token } = await minted(await felt.mintFelt())
    for (const sign of '+/=&#?% ') expect(token).toContain(sign)
    expect((await felt.openMap(token)).status).toBe(200)
  })

  it("Felt's token API requires its own API token", async () => {
    const answer = await felt.mintFelt('map-1', 'a@b.c', { headers: { Authorization: 'Bearer wrong' } })
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ errors: [{ source: { header: 'authorization' } }] })
  })

  it.each([
    ['refuse', 403, { source: { header: 'authorization' } }],
    ['unauthorized', 401, { source: { header: 'authorization' } }],
    ['not-found', 404, { source: { parameter: 'map_id' } }],
    ['invalid', 422, { source: { pointer: '/user_email' } }],
    ['rate-limited', 429, { source: { pointer: '/' } }],
    ['error', 500, { source: { parameter: 'map_id' } }],
  ] as const)(
    "Felt's token API responds to the fault %s with %i in the documented shape",
    async (mintFault, status, shape) => {
      felt.emulator.setOptions('felt', 'map-1', { mintFault })
      const answer = await felt.mintFelt()
      expect(answer.status).toBe(status)
      expect(await answer.json()).toEqual({
        errors: [{ title: expect.any(String), detail: expect.any(String), ...shape }],
      })
      expect((await felt.mintFelt('map-2')).status).toBe(200)
    },
  )

  it("Felt's token API sends Retry-After when rate-limited, unless disabled", async () => {
    felt.emulator.setOptions('felt', 'map-1', { mintFault: 'rate-limited', retryAfter: 7 })
    expect((await felt.mintFelt()).headers.get('Retry-After')).toBe('7')
    felt.emulator.setOptions('felt', 'map-1', { retryAfter: null })
    expect((await felt.mintFelt()).headers.get('Retry-After')).toBeNull()
  })

  it('Felt\'s token API has no maps whose id starts with "missing"', async () => {
    expect((await felt.mintFelt('missing-1')).status).toBe(404)
  })

  it.each(['', 'nobody', 'a b@example.com'])('Felt\'s token API rejects the email address "%s"', async (email) => {
    expect((await felt.mintFelt('map-1', email)).status).toBe(422)
  })

  it("Felt's token API returns the last token again, or an expired token, when configured", async () => {
    const first = await minted(await felt.mintFelt())
    felt.emulator.setOptions('felt', 'map-1', { mintFault: 'same-token' })
    expect(await minted(await felt.mintFelt())).toEqual(first)
    felt.emulator.setOptions('felt', 'map-1', { mintFault: 'expired-token' })
    const { token, expires_at } = await minted(await felt.mintFelt())
    expect(Date.parse(`${expires_at}Z`)).toBeLessThan(felt.now())
    expect((await felt.openMap(token)).status).toBe(403)
  })
})

describe("the emulated Felt's page", () => {
  it("Felt's page is served with its session and without the token", async () => {
    const { token, expires_at } = await minted(await felt.mintFelt())
    const html = await (await felt.openMap(token)).text()
    expect(html).not.toContain(token)
    expect(readSession(html)).toMatchObject({
      provider: 'felt',
      resource: 'map-1',
      tokenSuffix: token.slice(-4),
      expiresAt: Date.parse(`${expires_at}Z`),
    })
  })

  it("Felt's page escapes any map id", async () => {
    const mapId = encodeURIComponent('</script><b>')
    const { token } = await minted(await felt.mintFelt(mapId))
    const html = await (await felt.openMap(token, mapId)).text()
    expect(html).not.toContain('<b>')
    expect(readSession(html)).toMatchObject({ resource: '</script><b>' })
  })

  it("Felt's page is rejected without a token, with a wrong or foreign token, and after expiry", async () => {
    const { token } = await minted(await felt.mintFelt())
    for (const refused of [felt.openMap(''), felt.openMap('wrong'), felt.openMap(token, 'map-2')]) {
      const answer = await refused
      expect(answer.status).toBe(403)
      expect(await answer.text()).not.toContain('<script')
    }
    felt.advanceTime(15 * 60_000 + 1_000)
    expect((await felt.openMap(token)).status).toBe(403)
    expect(felt.emulator.events.summary()).toMatchObject({ loads: 4, loadsRejected: 4, loadsExpired: 1 })
  })

  it.each([
    ['refuse', 403],
    ['error', 500],
    ['no-content', 204],
  ] as const)("Felt's page responds to the page fault %s with %i", async (pageLoadFault, status) => {
    const { token } = await minted(await felt.mintFelt())
    felt.emulator.setOptions('felt', 'map-1', { pageLoadFault })
    expect((await felt.openMap(token)).status).toBe(status)
  })

  it("Felt's page forbids embedding when configured", async () => {
    const { token } = await minted(await felt.mintFelt())
    felt.emulator.setOptions('felt', 'map-1', { pageLoadFault: 'x-frame-options' })
    expect((await felt.openMap(token)).headers.get('X-Frame-Options')).toBe('DENY')
  })

  it("Felt's page hangs until the fault is changed", async () => {
    const { token } = await minted(await felt.mintFelt())
    felt.emulator.setOptions('felt', 'map-1', { pageLoadFault: 'hang' })
    const answer = felt.openMap(token)
    felt.emulator.setOptions('felt', 'map-1', { pageLoadFault: 'none' })
    expect((await answer).status).toBe(200)
  })
})
