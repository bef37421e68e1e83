import { describeContract } from './contract.ts'
import { superset } from './adaptersUnderTest.tsx'

describeContract(superset)
