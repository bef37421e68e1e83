import { describeContract } from './contract.ts'
import { exploReportBuilder } from './adaptersUnderTest.tsx'

describeContract(exploReportBuilder)
