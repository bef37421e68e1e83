import { describe, expect, test } from 'vitest'
import { changedVariables, toVariableParams } from '../../src/adapters/exploVariables.ts'

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
])('quotes %j as Explo documents it', (value, text) => {
  expect(toVariableParams({ name: value })).toEqual({ name: text })
})

test('quotes an object twice, so that reading it twice gives it back', () => {
  const value = { from: '2024-01-01', to: 'a "b"', list: [1] }
  const { range } = toVariableParams({ range: value })
  const once: unknown = JSON.parse(String(range))
  expect(once).toBeTypeOf('string')
  expect(JSON.parse(String(once))).toEqual(value)
})

test('leaves out a variable without a value', () => {
  expect(toVariableParams({ a: undefined, b: 1 })).toEqual({ b: '1' })
  expect(toVariableParams()).toEqual({})
})

describe('the variables that changed', () => {
  test('are those whose value is another, and those that are new', () => {
    const previous = { same: 'x', list: ['a'], object: { a: 1 }, year: 2023 }
    expect(changedVariables({ same: 'x', list: ['a'], object: { a: 1 }, year: 2024, more: 1 }, previous)).toEqual({
      year: 2024,
      more: 1,
    })
  })

  test('tell a number from its text', () => {
    expect(changedVariables({ year: '2024' }, { year: 2024 })).toEqual({ year: '2024' })
  })

  test.each([
    [{ a: ['x'] }, { a: ['x'] }],
    [{}, {}],
    [undefined, undefined],
    [undefined, { a: 1 }],
  ])('are none: case %#', (variables, previous) => {
    expect(changedVariables(variables, previous)).toBeUndefined()
  })
})
