import { describeContract } from './contract.ts'
import { pulse } from './adaptersUnderTest.tsx'

describeContract(pulse)
