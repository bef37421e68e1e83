import { describeContract } from './contract.ts'
import { chartly } from './vendorsUnderTest.tsx'

describeContract(chartly)
