import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { EmbedError, type EmbedErrorCode, isEmbedError } from '../../src/core/errors.ts'

test('EmbedError has its code, message and details', () => {
  const cause = new TypeError('Failed to fetch')
  const details = { provider: 'felt', status: 503, retryAfterMs: 7_000, cause }
  const error = new EmbedError('FETCH_FAILED', 'It failed.', details)
  expect(error).toBeInstanceOf(Error)
  expect(error).toMatchObject({ name: 'EmbedError', code: 'FETCH_FAILED', message: 'It failed.', ...details })
})

test('EmbedError has no cause by default', () => {
  expect('cause' in new EmbedError('FETCH_FAILED', 'It failed.', { provider: 'felt' })).toBe(false)
  expect('cause' in new EmbedError('FETCH_FAILED', 'It failed.', { cause: undefined })).toBe(true)
})

test.each<[EmbedErrorCode, boolean]>([
  ['INVALID_PROPS', false],
  ['INVALID_OPTIONS', false],
  ['INVALID_TOKEN_RESPONSE', true],
  ['EXPIRED_ON_ARRIVAL', true],
  ['STALE_TOKEN', true],
  ['UNAUTHORIZED', false],
  ['REQUEST_REJECTED', false],
  ['RATE_LIMITED', true],
  ['FETCH_FAILED', true],
  ['FETCH_TIMEOUT', true],
  ['READY_TIMEOUT', true],
  ['NO_RESPONSE', true],
  ['FRAME_BLOCKED', false],
  ['SWAP_FAILED', true],
  ['VIEW_TRANSFER_FAILED', true],
  ['TOKEN_REJECTED', true],
  ['UNMOUNTED', false],
])('the default of `retryable` for %s is %s', (code, retryable) => {
  expect(new EmbedError(code, 'x').retryable).toBe(retryable)
})

test('an explicit `retryable` option overrides the default for the error code', () => {
  expect(new EmbedError('FETCH_FAILED', 'x', { retryable: false }).retryable).toBe(false)
  expect(new EmbedError('UNAUTHORIZED', 'x', { retryable: true }).retryable).toBe(true)
})

test('EmbedError omits its cause from JSON', () => {
  const error = new EmbedError('REQUEST_REJECTED', 'x', { provider: 'felt', status: 404, cause: { token: 'secret' } })
  expect(JSON.parse(JSON.stringify(error))).toEqual({
    name: 'EmbedError',
    code: 'REQUEST_REJECTED',
    message: 'x',
    provider: 'felt',
    retryable: false,
    status: 404,
  })
})

describe('isEmbedError', () => {
  test('isEmbedError recognizes an EmbedError', () => {
    expect(isEmbedError(new EmbedError('REQUEST_REJECTED', 'x'))).toBe(true)
  })

  test('isEmbedError recognizes an EmbedError of another copy of the library', () => {
    expect(isEmbedError(Object.assign(new Error('x'), { name: 'EmbedError', code: 'REQUEST_REJECTED' }))).toBe(true)
  })

  test('isEmbedError recognizes an EmbedError of another realm', () => {
    const foreign: unknown = runInNewContext(
      "Object.assign(new Error('x'), { name: 'EmbedError', code: 'REQUEST_REJECTED' })",
    )
    expect(isEmbedError(foreign)).toBe(true)
  })

  test.each<[string, unknown]>([
    ['another error', new Error('x')],
    ['one with a code but another name', Object.assign(new Error('x'), { code: 'REQUEST_REJECTED' })],
    ['one with our name but no code', Object.assign(new Error('x'), { name: 'EmbedError' })],
    ['a DOMException', new DOMException('x', 'AbortError')],
    ['its serialised form', JSON.parse(JSON.stringify(new EmbedError('REQUEST_REJECTED', 'x')))],
    ['null', null],
    ['a string', 'EmbedError'],
  ])('isEmbedError rejects %s', (_, value) => {
    expect(isEmbedError(value)).toBe(false)
  })
})
