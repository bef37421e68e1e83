import { expect, test } from 'vitest'
import { describeShape } from '../../src/core/describeShape.ts'

test.each([
  [undefined, 'undefined'],
  [null, 'null'],
  ['', 'an empty string'],
  ['secret', 'a string'],
  [7, 'a number'],
  [true, 'a boolean'],
  [5n, 'a bigint'],
  [Symbol('secret'), 'a symbol'],
  [() => 'secret', 'a function'],
  [[], 'an array'],
  [['secret'], 'an array'],
  [{}, 'an object without keys'],
  [{ a: 'secret', b: 1 }, 'an object with the keys a, b'],
  [new Response('secret'), 'a Response (return `await response.json()` instead)'],
])('describeShape describes the type without the value: case %#', (value, words) => {
  expect(describeShape(value)).toBe(words)
})

test('describeShape lists at most eight keys', () => {
  const keys = [...'abcdefghijkl']
  const words = describeShape(Object.fromEntries(keys.map((key) => [key, 1])))
  expect(words).toBe('an object with the keys a, b, c, d, e, f, g, h')
})
