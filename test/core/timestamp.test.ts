import { runInNewContext } from 'node:vm'
import { isMainThread } from 'node:worker_threads'
import { afterEach, describe, expect, test } from 'vitest'
import { parseTimestamp } from '../../src/core/timestamp.ts'

const INSTANT = Date.UTC(2024, 4, 25, 15, 51, 34)
const ZONES = ['UTC', 'America/Los_Angeles', 'Europe/Berlin', 'Asia/Kolkata']

const { TZ } = process.env

afterEach(() => {
  if (TZ === undefined) delete process.env.TZ
  else process.env.TZ = TZ
})

describe.each(ZONES)('parseTimestamp in %s', (zone) => {
  test.each(['2024-05-25T15:51:34', '2024-05-25 15:51:34', '2024-05-25T15:51:34.0'])(
    'parseTimestamp parses %s, without a time zone, as UTC',
    (stamp) => {
      process.env.TZ = zone
      expect(parseTimestamp(stamp)).toBe(INSTANT)
    },
  )

  test('parseTimestamp parses a timestamp without seconds and time zone as UTC', () => {
    process.env.TZ = zone
    expect(parseTimestamp('2024-05-25T15:51')).toBe(INSTANT - 34_000)
  })

  test.each([
    ['an offset of Z', '2024-05-25T15:51:34Z'],
    ['an offset in hours', '2024-05-25T17:51:34+02:00'],
    ['an HTTP date', 'Sat, 25 May 2024 15:51:34 GMT'],
    ['epoch seconds', INSTANT / 1_000],
    ['epoch ms', INSTANT],
    ['a Date', new Date(INSTANT)],
  ])('parseTimestamp parses %s', (_, value) => {
    process.env.TZ = zone
    expect(parseTimestamp(value)).toBe(INSTANT)
  })
})

// A worker thread, which mutation tests run in, cannot change its zone.
test.runIf(isMainThread)('the time zones of this file are in effect', () => {
  const offsets = ZONES.map((zone) => {
    process.env.TZ = zone
    return new Date(INSTANT).getTimezoneOffset()
  })
  expect(offsets).toEqual([0, 420, -120, -330])
})

test('parseTimestamp treats numbers as seconds up to 1e11, and as ms above', () => {
  expect(parseTimestamp(1e11 - 1)).toBe((1e11 - 1) * 1_000)
  expect(parseTimestamp(1e11)).toBe(1e11)
})

test('parseTimestamp keeps fractions of a second', () => {
  expect(parseTimestamp('2024-05-25T15:51:34.250')).toBe(INSTANT + 250)
  expect(parseTimestamp(INSTANT / 1_000 + 0.25)).toBe(INSTANT + 250)
})

test.each([
  undefined,
  null,
  '',
  ['2024-05-25T15:51:34Z'],
  'soon',
  'in 15 minutes',
  NaN,
  Infinity,
  new Date(NaN),
  {},
  [],
  true,
  5n,
])('parseTimestamp rejects %s', (value) => {
  expect(parseTimestamp(value)).toBeUndefined()
})

test.each([
  'garbage 12',
  'at 2024-05-25T15:51:34Z',
  'on Sat, 25 May 2024 15:51:34 GMT',
  '1',
  '12',
  'May',
  'token-2024',
  '2024',
  '12:00',
])('parseTimestamp rejects %j, which Date.parse would accept', (text) => {
  expect(parseTimestamp(text)).toBeUndefined()
})

test.each([
  [String(INSTANT / 1_000), INSTANT],
  [String(INSTANT), INSTANT],
  [`${INSTANT / 1_000}.25`, INSTANT + 250],
])('parseTimestamp parses epoch times in the string %j', (text, instant) => {
  expect(parseTimestamp(text)).toBe(instant)
})

test.each(['3600', '20240525', '20240525155134', '-1716652294', '1e12', ' 1716652294'])(
  'parseTimestamp rejects %j, which is not a plausible epoch time',
  (text) => {
    expect(parseTimestamp(text)).toBeUndefined()
  },
)

test('parseTimestamp accepts a Date of another realm', () => {
  expect(parseTimestamp(runInNewContext(`new Date(${INSTANT})`))).toBe(INSTANT)
})
