import { expect, test } from 'vitest'
import { defineProvider } from '../../src/core/provider'
import { felt } from '../../src/providers/felt'

test('defineProvider hands back the very value', () => {
  expect(defineProvider(felt)).toBe(felt)
})
