import { describe, expect, test } from 'vitest'
import { changedVariables, parseVariableParams, toVariableParams } from '../../src/adapters/exploVariables.ts'

test.each([
  ['hello', '"hello"'],
  ['say "hi"', '"say \\"hi\\""'],
  ['', '""'],
  [['a', 'b'], '["a","b"]'],
  [[], '[]'],
  [7.5, '7.5'],
  [true, 'true'],
  [null, 'null'],
  [{ a: 'b' }, '"{\\"a\\":\\"b\\"}"'],
  [new Date(0), '"1970-01-01T00:00:00.000Z"'],
])('toVariableParams quotes %j as Explo documents', (value, text) => {
  expect(toVariableParams({ name: value })).toEqual({ name: text })
})

test('toVariableParams serializes an object twice, so that parsing twice restores the object', () => {
  const value = { from: '2024-01-01', to: 'a "b"', list: [1] }
  const { range } = toVariableParams({ range: value })
  const once: unknown = JSON.parse(String(range))
  expect(once).toBeTypeOf('string')
  expect(JSON.parse(String(once))).toEqual(value)
})

test('toVariableParams omits a variable without a value', () => {
  expect(toVariableParams({ a: undefined, b: 1 })).toEqual({ b: '1' })
  expect(toVariableParams()).toEqual({})
})

test.each(['EMEA', '', 7.5, true, null, ['a'], { from: 1 }, '{ "x": 1 }', '{"id":12345678901234567890}', '{not JSON'])(
  'parseVariableParams restores %j',
  (value) => {
    const src = new URL('https://app.explo.co/')
    src.searchParams.set('name', String(toVariableParams({ name: value }).name))
    expect(parseVariableParams(src.href)).toEqual({ name: value })
  },
)

test('parseVariableParams omits page settings and extraParams, and no variable named like a property of every object', () => {
  const src = 'https://app.explo.co/?locale_code="fr"&refresh-minutes=5&raw=1&constructor=2'
  expect(parseVariableParams(src, { raw: 1 })).toEqual({ constructor: 2 })
})

describe('changedVariables', () => {
  test('changedVariables returns changed and new variables', () => {
    const previous = { same: 'x', list: ['a'], object: { a: 1 }, year: 2023 }
    expect(changedVariables({ same: 'x', list: ['a'], object: { a: 1 }, year: 2024, more: 1 }, previous)).toEqual({
      year: 2024,
      more: 1,
    })
  })

  test('changedVariables distinguishes a number from its string', () => {
    expect(changedVariables({ year: '2024' }, { year: 2024 })).toEqual({ year: '2024' })
  })

  test.each([
    [{ a: ['x'] }, { a: ['x'] }],
    [{}, {}],
    [undefined, undefined],
    [undefined, { a: 1 }],
  ])('changedVariables returns undefined when nothing changed: case %#', (variables, previous) => {
    expect(changedVariables(variables, previous)).toBeUndefined()
  })
})
