import { compactDecrypt, decodeProtectedHeader } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startEmulator } from './startEmulator.ts'

let explo: Awaited<ReturnType<typeof startEmulator>>
beforeEach(async () => {
  explo = await startEmulator()
})
afterEach(() => explo.emulator.close())

const jwtOf = async (answer: Response): Promise<string> => {
  const { success, jwt }: { success: number; jwt: string } = await answer.json()
  expect(success).toBe(1)
  return jwt
}
const claimsOf = async (jwt: string): Promise<Record<string, unknown>> => {
  const key = new TextEncoder().encode(explo.emulator.explo.secret.text)
  return JSON.parse(new TextDecoder().decode((await compactDecrypt(jwt, key)).plaintext))
}
describe("the emulated Explo's generate_jwt", () => {
  it('generate_jwt responds with a JWE that only the embed secret decrypts', async () => {
    const jwt = await jwtOf(
      await explo.mintExplo({
        key_id: explo.emulator.explo.secret.id,
        expiration: 'PT1H',
        embed_origin: 'https://app.example/',
        rb_allowed_features: ['flt', 'srt'],
        disable_editable_section_editing: true,
      }),
    )
    expect(jwt.split('.')).toHaveLength(5)
    expect(jwt.split('.')[1]).toBe('')
    expect(decodeProtectedHeader(jwt)).toEqual({ alg: 'dir', enc: 'A256GCM', kid: explo.emulator.explo.secret.id })
    const { exp, ...claims } = await claimsOf(jwt)
    expect(claims).toEqual({
      cst: 'customer-7',
      dsh: 'sales',
      rbc: ['flt', 'srt'],
      des: true,
      iss: 'https://app.example/',
    })
    expect(Number(exp) * 1_000 - explo.now()).toBeGreaterThan(59 * 60_000)
    expect(Number(exp) * 1_000 - explo.now()).toBeLessThanOrEqual(60 * 60_000 + 1_000)
  })

  it.each([
    [null, 24 * 3_600],
    ['PT1.5H', 5_400],
    ['P1DT1H', 25 * 3_600],
  ])('generate_jwt treats the expiration %s as %i seconds', async (expiration, seconds) => {
    const { exp } = await claimsOf(await jwtOf(await explo.mintExplo({ expiration })))
    const left = Number(exp) - explo.now() / 1_000
    expect(left).toBeGreaterThan(seconds - 60)
    expect(left).toBeLessThanOrEqual(seconds + 1)
  })

  it("generate_jwt prefers the emulator's lifetime over the requested expiration", async () => {
    explo.emulator.setOptions('explo', 'sales', { lifetime: 60_000 })
    const { exp } = await claimsOf(await jwtOf(await explo.mintExplo({ expiration: 'PT1H' })))
    expect(Number(exp) * 1_000 - explo.now()).toBeLessThanOrEqual(61_000)
  })

  it('generate_jwt is missing without the trailing slash', async () => {
    const answer = await fetch(`${explo.emulator.explo.origin}/api/generate_jwt`, { method: 'POST' })
    expect(answer.status).toBe(405)
    expect(await answer.text()).toContain('Method not allowed')
  })

  it("generate_jwt requires Explo's own header, not Authorization", async () => {
    const headers = { Authorization: `Token ${explo.emulator.explo.apiToken}` }
    expect((await explo.mintExplo({}, { headers })).status).toBe(401)
  })

  it.each([
    { embed_id: '' },
    { provided_id: null },
    { expiration: 'an hour' },
    { expiration: 'PT0S' },
    { key_id: 'x' },
  ])('generate_jwt rejects %j', async (body) => expect((await explo.mintExplo(body)).status).toBe(422))

  it.each([
    ['refuse', 403],
    ['unauthorized', 401],
    ['not-found', 404],
    ['invalid', 422],
    ['rate-limited', 429],
    ['error', 500],
  ] as const)('generate_jwt responds to the fault %s with %i', async (mintFault, status) => {
    explo.emulator.setOptions('explo', 'sales', { mintFault })
    const answer = await explo.mintExplo()
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ success: 0 })
  })

  it('generate_jwt returns the last token again, or an expired token, when configured', async () => {
    const first = await jwtOf(await explo.mintExplo())
    explo.emulator.setOptions('explo', 'sales', { mintFault: 'same-token' })
    expect(await jwtOf(await explo.mintExplo())).toBe(first)
    explo.emulator.setOptions('explo', 'sales', { mintFault: 'expired-token' })
    expect((await explo.openDashboard(await jwtOf(await explo.mintExplo()))).status).toBe(403)
  })
})
