import { expect, test } from 'vitest'
import { scenarios } from '../contract/scenarios.ts'
import { describeContract, facts, measuredFacts } from './contract.ts'
import { allAdapters, labelOf, mainPages } from './adaptersUnderTest.tsx'

test('every contract scenario is played', () => {
  expect([...facts, ...measuredFacts].sort()).toEqual(Object.keys(scenarios).sort())
})

test('every adapter is played', () => {
  const files = Object.keys(import.meta.glob('./contract*.test.tsx')).map((file) => file.toLowerCase())
  const nameOf = (file: string) => /contract(.*?)(\.long)?\.test\.tsx$/.exec(file)?.[1]
  // A dashboard's file has the name of its provider alone.
  const expected = allAdapters.map((under) => labelOf(under).replace(' dashboard', '').replaceAll(' ', ''))
  expect(expected.filter((name) => !files.map(nameOf).includes(name))).toEqual([])
})

for (const under of mainPages) describeContract(under, measuredFacts)
