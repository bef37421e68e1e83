import { parse } from 'tinyduration'
import { expect, test } from 'vitest'
import { parseDuration } from '../../src/core/duration.ts'
import { DAY, HOUR, MINUTE, SECOND } from './support.ts'

test.each([
  ['PT1H', HOUR],
  ['PT90000S', 25 * HOUR],
  ['P1D', DAY],
  ['PT0.5H', 30 * MINUTE],
  ['PT0,5H', 30 * MINUTE],
  ['P2W', 14 * DAY],
  ['PT15M', 15 * MINUTE],
  ['P1DT2H3M4.5S', DAY + 2 * HOUR + 3 * MINUTE + 4.5 * SECOND],
  ['PT0S', 0],
  ['P12.25W', 12.25 * 7 * DAY],
  ['P12.25D', 12.25 * DAY],
  ['PT12.25H', 12.25 * HOUR],
  ['PT12.25M', 12.25 * MINUTE],
  ['PT12.25S', 12.25 * SECOND],
])('parseDuration parses %s', (text, ms) => {
  expect(parseDuration(text)).toBe(ms)
})

test.each([
  ['-PT5M', 'is negative'],
  ['PT-5M', 'is negative'],
  ['P', 'holds nothing'],
  ['PT', 'holds nothing'],
  ['P1DT', 'ends in T'],
  ['', 'is empty'],
  ['1h', 'is no ISO 8601'],
  ['900', 'is no ISO 8601'],
  ['pt1h', 'is in lower case'],
  [' PT1H', 'starts with a space'],
  ['PT1H\n', 'ends in a new line'],
  ['PT1H junk', 'goes on'],
  ['PT1M1H', 'has its units in the wrong order'],
  ['PT.5H', 'lacks a digit'],
  ['PTM', 'lacks a number'],
  ['P1xW', 'holds junk'],
  ['P1x5D', 'holds junk'],
  ['PT1x5H', 'holds junk'],
  ['PT1x5M', 'holds junk'],
  ['PT1x5S', 'holds junk'],
  ['P1M', 'counts months'],
  ['P1Y', 'counts years'],
  ['P1Y2DT3H', 'counts years'],
])('parseDuration rejects %j, which %s', (text) => {
  expect(parseDuration(text)).toBeUndefined()
})

test.each(['PT1H', 'PT15M', 'PT90000S', 'P1D', 'P2W', 'PT0.5H', 'PT1,5S', 'P1DT12H', 'P3DT4H5M6S', 'PT36H', 'P0D'])(
  'parseDuration agrees with tinyduration on %s',
  (text) => {
    const { weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0 } = parse(text)
    expect(parseDuration(text)).toBe((weeks * 7 + days) * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND)
  },
)
