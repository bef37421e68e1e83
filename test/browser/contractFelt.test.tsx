import { describeContract } from './contract.ts'
import { felt } from './vendorsUnderTest.tsx'

describeContract(felt)
