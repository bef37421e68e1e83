import { describeContract, measuredFacts } from './contract.ts'
import { otherPages } from './adaptersUnderTest.tsx'

for (const under of otherPages) describeContract(under, measuredFacts)
