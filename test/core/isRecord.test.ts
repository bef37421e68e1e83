import { expect, test } from 'vitest'
import { isRecord } from '../../src/core/isRecord.ts'

test.each([{}, [], new Date(), Object.create(null)])('takes an object whose members may be read: case %#', (value) => {
  expect(isRecord(value)).toBe(true)
})

test.each([undefined, null, '', 'text', 0, true, () => {}, Symbol('s')])('takes nothing else: case %#', (value) => {
  expect(isRecord(value)).toBe(false)
})
