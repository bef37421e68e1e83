import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { EmbedToken } from '../../src/core/token.ts'
import { makeToken } from './support.ts'

const token = makeToken({ value: 'hush-hush', issuedAt: 1, expiresAt: 100, refreshAt: 50 })

test('EmbedToken returns its value through the getter', () => {
  expect(token.value).toBe('hush-hush')
  expect([token.issuedAt, token.expiresAt, token.refreshAt]).toEqual([1, 100, 50])
})

describe('EmbedToken hides its value', () => {
  test.each<[string, (token: EmbedToken) => unknown]>([
    ['as JSON', (it) => JSON.stringify(it)],
    ['as JSON within an object', (it) => JSON.stringify({ it, list: [it] })],
    ['in its own keys', (it) => Object.keys(it).join()],
    ['in its own names and symbols', (it) => Reflect.ownKeys(it).map(String).join()],
    ['in its own values', (it) => Object.values(it).join()],
    ['in a for-in loop', (it) => inspect(enumerate(it))],
    ['as a structured clone', (it) => inspect(structuredClone(it))],
    ['when it is spread', (it) => inspect({ ...it })],
    ['when it is assigned', (it) => inspect(Object.assign({}, it))],
    ['when it is inspected', (it) => inspect(it)],
    ['when it is inspected with what is hidden', (it) => inspect(it, { showHidden: true })],
    ['when it is inspected with its getters', (it) => inspect(it, { getters: true })],
    ['in a text', (it) => `${it}`],
  ])('EmbedToken hides its value from %s', (_, look) => {
    expect(String(look(token))).not.toContain('hush')
  })

  function enumerate(it: EmbedToken): unknown {
    const seen: Record<string, unknown> = {}
    for (const key in it) seen[key] = it[key as keyof EmbedToken]
    return seen
  }
})

test('EmbedToken has no serialized form', () => {
  expect(JSON.stringify(token)).toBeUndefined()
  expect(JSON.stringify({ token })).toBe('{}')
})

test.each<[string, object]>([
  ['its structured clone', structuredClone(token)],
  ['its spread', { ...token }],
  ['a copy with its prototype', Object.assign(Object.create(EmbedToken.prototype), token)],
])('%s of an EmbedToken has no value', (_, copy) => {
  const read = (): unknown => {
    try {
      return Reflect.get(copy, 'value')
    } catch {
      return undefined
    }
  }
  expect(read()).toBeUndefined()
})

test('EmbedToken is valid before its expiry, and not at its expiry', () => {
  expect([0, 99, 100, 101].map((now) => token.isValidAt(now))).toEqual([true, true, false, false])
})

test('EmbedToken equals another token with the same value, regardless of the expiry', () => {
  expect(token.equals(makeToken({ value: 'hush-hush', expiresAt: 7 }))).toBe(true)
  expect(token.equals(makeToken({ value: 'other', expiresAt: 100 }))).toBe(false)
  expect(token.equals(undefined)).toBe(false)
})
