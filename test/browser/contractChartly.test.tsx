import { describeContract } from './contract.ts'
import { chartly } from './adaptersUnderTest.tsx'

describeContract(chartly)
