import { describeContract } from './contract.ts'
import { pulse } from './vendorsUnderTest.tsx'

describeContract(pulse)
