import { describeContract } from './contract.ts'
import { metabase } from './adaptersUnderTest.tsx'

describeContract(metabase)
