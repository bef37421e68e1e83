import { jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { mintMetabaseToken, type MintMetabaseTokenOptions } from '../../src/server.ts'
import { failureOf } from './failureOf.ts'

const secretKey = 'abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789'

async function claimsOf(options: Partial<MintMetabaseTokenOptions>) {
  const { token } = await mintMetabaseToken({ secretKey, ...options })
  return jwtVerify(token, new TextEncoder().encode(secretKey), { algorithms: ['HS256'] })
}

describe('a Metabase token', () => {
  test.each([
    [{ dashboardId: 10 }, { dashboard: 10 }],
    [{ dashboardId: '10' }, { dashboard: 10 }],
    [{ questionId: 7 }, { question: 7 }],
    [{ questionId: 'XW1bL-3LKqA9_0pJf2yYo' }, { question: 'XW1bL-3LKqA9_0pJf2yYo' }],
  ])('mintMetabaseToken signs a token for %j with the resource %j and HS256', async (options, resource) => {
    const { payload, protectedHeader } = await claimsOf(options)
    expect(payload.resource).toEqual(resource)
    expect(protectedHeader.alg).toBe('HS256')
  })

  test('holds the locked parameters, and an empty object if there are none', async () => {
    const params = { customer: 7, regions: ['north', 'south'], all: [] }
    expect((await claimsOf({ dashboardId: 1, params })).payload.params).toEqual(params)
    expect((await claimsOf({ dashboardId: 1 })).payload.params).toEqual({})
  })

  test('is valid for ten minutes, or for as long as it was asked for', async () => {
    const { expiresIn } = await mintMetabaseToken({ secretKey, dashboardId: 1 })
    expect(expiresIn).toBeGreaterThan(598)
    expect(expiresIn).toBeLessThanOrEqual(600)
    const hour = await mintMetabaseToken({ secretKey, dashboardId: 1, expiration: 'PT1H' })
    expect(Math.round(hour.expiresIn / 60)).toBe(60)
  })

  test('is another one each time, also within one second', async () => {
    const tokens = await Promise.all([1, 2, 3].map(() => mintMetabaseToken({ secretKey, dashboardId: 1 })))
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(3)
  })
})

describe('signing fails', () => {
  test.each([
    ['no key', { secretKey: undefined, dashboardId: 1 }, /secretKey is missing: expected a non-empty string/],
    ['no id', {}, /Pass either dashboardId or questionId/],
    ['two ids', { dashboardId: 1, questionId: 2 }, /Pass either dashboardId or questionId/],
    ['an id that is a path', { dashboardId: '../1' }, /The id must be a number or an entity id; it is "\.\./],
    [
      'a URL with a token',
      { dashboardId: 'https://metabase.example.com/embed/dashboard/token-1' },
      /it is "https:\/\/metabase\.example\.com\/…"/,
    ],
    ['a lifetime in months', { dashboardId: 1, expiration: 'P1M' }, /expiration must be an ISO 8601 duration/],
    ['no lifetime', { dashboardId: 1, expiration: 'PT0S' }, /expiration must be an ISO 8601 duration/],
  ])('mintMetabaseToken rejects %s', async (_, options, message) => {
    const error = await failureOf(mintMetabaseToken({ secretKey, ...options }))
    expect(error).toMatchObject({ code: 'INVALID_OPTIONS', provider: 'metabase' })
    expect(error.message).toMatch(message)
  })
})
