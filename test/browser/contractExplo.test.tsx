import { describeContract } from './contract.ts'
import { explo } from './vendorsUnderTest.tsx'

describeContract(explo)
