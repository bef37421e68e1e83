import { describeContract } from './contract.ts'
import { metabaseQuestion } from './adaptersUnderTest.tsx'

describeContract(metabaseQuestion)
