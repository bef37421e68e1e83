import { describeContract } from './contract.ts'
import { metabase, metabaseQuestion } from './adaptersUnderTest.tsx'

describeContract(metabase)
describeContract(metabaseQuestion)
