import { expect, test } from 'vitest'
import { scenarios } from '../contract/scenarios.ts'
import { describeContract, facts, measuredFacts } from './contract.ts'
import { allAdapters } from './adaptersUnderTest.tsx'

test('every contract scenario is played', () => {
  expect([...facts, ...measuredFacts].sort()).toEqual(Object.keys(scenarios).sort())
})

test('every adapter is played', () => {
  const files = Object.keys(import.meta.glob('./contract*.test.tsx')).map((file) => file.toLowerCase())
  const missing = allAdapters.filter(({ provider }) => !files.includes(`./contract${provider}.test.tsx`))
  expect(missing).toEqual([])
})

for (const under of allAdapters) describeContract(under, measuredFacts)
