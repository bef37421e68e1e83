import { describeContract } from './contract.ts'
import { explo } from './adaptersUnderTest.tsx'

describeContract(explo)
