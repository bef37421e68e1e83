import { expect, test } from 'vitest'
import { defineAdapter } from '../../src/core/adapter.ts'
import { felt } from '../../src/adapters/felt.ts'

test('defineAdapter returns its argument unchanged', () => {
  expect(defineAdapter(felt)).toBe(felt)
})
