import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { faults } from './faults.ts'

test.each(faults)('the fault "$name" still fits its file', ({ file, from }) => {
  const source = readFileSync(`src/${file}`, 'utf8')
  expect(source.split(from)).toHaveLength(2)
})
