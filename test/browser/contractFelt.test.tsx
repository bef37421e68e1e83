import { describeContract } from './contract.ts'
import { felt } from './adaptersUnderTest.tsx'

describeContract(felt)
