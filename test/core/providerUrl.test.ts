import { SignJWT } from 'jose'
import { expect, test, vi } from 'vitest'
import { appendParams, parseOrigin, assertId, assertPathSegment } from '../../src/core/providerUrl.ts'
import { takeComplaints } from '../support/cleanConsole.ts'
import { errorOf } from './support.ts'

test.each([
  ['https://felt.com', 'https://felt.com'],
  ['https://felt.com/', 'https://felt.com'],
  ['https://FELT.com:443', 'https://felt.com'],
  ['https://felt.com:8443', 'https://felt.com:8443'],
  ['http://localhost', 'http://localhost'],
  ['http://localhost:4173', 'http://localhost:4173'],
  ['http://127.0.0.1:4173', 'http://127.0.0.1:4173'],
  ['http://[::1]:4173', 'http://[::1]:4173'],
  ['http://127.1.2.3:4173', 'http://127.1.2.3:4173'],
  ['http://tenant.localhost:3000', 'http://tenant.localhost:3000'],
])('parseOrigin accepts %s', (text, origin) => {
  expect(parseOrigin(text)).toBe(origin)
})

test.each([
  ['a script', 'javascript:alert(1)'],
  ['data', 'data:text/html,x'],
  ['a file', 'file:///etc/passwd'],
  ['a blob', 'blob:https://felt.com/1'],
  ['another scheme', 'ftp://felt.com'],
  ['http on a foreign host', 'http://felt.com'],
  ['a host that only starts like a local one', 'http://localhost.evil.com'],
  ['a host that only ends like a local one', 'http://evil-localhost'],
  ['a host without a name before localhost', 'http://.localhost'],
  ['a host that only starts like a loopback address', 'http://127.0.0.1.evil.com'],
  ['an address of a local network', 'http://192.168.1.20:3000'],
  ['a path', 'https://felt.com/embed'],
  ['a query', 'https://felt.com?x=1'],
  ['a bare question mark', 'https://felt.com?'],
  ['a hash', 'https://felt.com#x'],
  ['credentials', 'https://user:pass@felt.com'],
  ['a user', 'https://user@felt.com'],
  ['no scheme', 'felt.com'],
  ['a relative URL', '//felt.com'],
  ['nothing', ''],
])('parseOrigin rejects an origin with %s', (_, text) => {
  const error = errorOf(() => parseOrigin(text))
  expect(error.code).toBe('INVALID_PROPS')
  expect(error.message).toContain(text.replace(/[^/]*@/, '…@').replace(/(\w)[/?#].*/, '$1/…'))
  expect(error.message).not.toContain('user')
})

test.each(['CjU1CMJPTAGofjOK3ICf1D', 'Some-Title-CjU1CMJPTAGofjOK3ICf1D', 'a_b', '7'])('assertId accepts %s', (id) => {
  expect(() => assertId('mapId', id)).not.toThrow()
})

test.each([
  '',
  '..',
  '../admin',
  'a/b',
  'a\\b',
  'a?b',
  'a#b',
  'a b',
  'a%2Fb',
  'a.b',
  'a\n',
  'é',
  5,
  null,
  undefined,
  {},
])('assertId rejects %j', (id) => {
  const error = errorOf(() => assertId('mapId', id))
  expect(error.code).toBe('INVALID_PROPS')
  expect(error.message).toContain('mapId must be an id')
})

test.each<[unknown, string]>([
  ['a b', 'it is "a b".'],
  ['https://app.explo.co/iframe/secret/production', 'it is "https://app.explo.co/…".'],
  ['https://user:secret@app.explo.co?token=secret', 'it is "https://…@app.explo.co/…".'],
  ['app.explo.co/iframe/secret', 'it is "app.explo.co/…".'],
  ['/iframe/secret', 'it is "/iframe/…".'],
  [`${'a'.repeat(40)}!`, `it is "${'a'.repeat(40)}…".`],
  [`${'a'.repeat(39)}!`, `it is "${'a'.repeat(39)}!".`],
  [undefined, 'it is undefined.'],
  [7, 'it is 7.'],
])('assertId names the received value, without a token that a URL contains: %j', (id, came) => {
  expect(errorOf(() => assertId('mapId', id)).message.endsWith(came)).toBe(true)
})

test('assertId repeats only the header of a token', async () => {
  const header = { alg: 'HS256', typ: 'JWT' }
  const token = await new SignJWT({ resource: { dashboard: 1 } }).setProtectedHeader(header).sign(new Uint8Array(32))
  const { message } = errorOf(() => assertId('embedId', token))
  expect(message).toContain(`it is "${token.slice(0, 40)}…".`)
})

test('an invalid prop is only named in production', () => {
  vi.stubEnv('NODE_ENV', 'production')
  const errors = [() => parseOrigin('x'), () => assertId('mapId', ''), () => assertPathSegment('environment', '..')]
  expect(errors.map((each) => errorOf(each).message)).toEqual([
    'Invalid origin.',
    'Invalid mapId.',
    'Invalid environment.',
  ])
  vi.unstubAllEnvs()
})

test('parseOrigin does not repeat the token in a URL', () => {
  const error = errorOf(() => parseOrigin('https://app.explo.co/iframe/secret/production'))
  expect(error.message).toContain('it is "https://app.explo.co/…"')
})

test('parseOrigin repeats the whole host of a long URL', () => {
  const host = 'https://superset-production.eu-west-1.example.com'
  expect(errorOf(() => parseOrigin(`${host}/path`)).message).toContain(`it is "${host}/…"`)
})

test.each(['production', 'a/b ?#é', '...', '.a', 'a..', ' '])('assertPathSegment accepts %j', (text) => {
  expect(() => assertPathSegment('environment', text)).not.toThrow()
})

test.each(['', '.', '..', '\ud800', 'a\udc00'])('assertPathSegment rejects %j, which would change the path', (text) => {
  const error = errorOf(() => assertPathSegment('environment', text))
  expect(error.code).toBe('INVALID_PROPS')
  expect(error.message).toContain('environment')
})

test('appendParams adds query parameters and omits undefined values', () => {
  const url = appendParams(new URL('https://a.test/'), { a: 'x y', b: 1, c: false, d: undefined })
  expect(url.search).toBe('?a=x+y&b=1&c=false')
})

test('appendParams keeps existing parameters, and warns the developer', () => {
  const url = appendParams(new URL('https://a.test/?token=real'), { token: 'forged', other: '&token=forged' })
  expect(url.searchParams.getAll('token')).toEqual(['real'])
  expect(takeComplaints()).toEqual([expect.stringMatching(/the query parameter token .* was ignored/)])
})

test('appendParams accepts missing parameters', () => {
  expect(appendParams(new URL('https://a.test/?x=1')).href).toBe('https://a.test/?x=1')
})

test.each([undefined, null, 7])('parseOrigin rejects %s from an app without types', (text) => {
  expect(errorOf(() => parseOrigin(text as never)).code).toBe('INVALID_PROPS')
})
