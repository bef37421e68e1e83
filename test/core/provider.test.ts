import { expect, test } from 'vitest'
import { defineProvider } from '../../src/core/provider.ts'
import { felt } from '../../src/providers/felt.ts'

test('defineProvider hands back the very value', () => {
  expect(defineProvider(felt)).toBe(felt)
})
