import { expect, test } from 'vitest'
import { isRecord } from '../../src/core/isRecord.ts'

test.each([{}, [], new Date(), Object.create(null)])(
  'isRecord accepts an object with readable members: case %#',
  (value) => {
    expect(isRecord(value)).toBe(true)
  },
)

test.each([undefined, null, '', 'text', 0, true, () => {}, Symbol('s')])(
  'isRecord rejects any other value: case %#',
  (value) => {
    expect(isRecord(value)).toBe(false)
  },
)
