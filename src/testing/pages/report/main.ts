import '../explo/explo.css'
import { startExploPage } from '../explo/exploPage.ts'
import '../shared/session.css'
import { createReport } from './createReport.ts'
import './report.css'

startExploPage(createReport)
