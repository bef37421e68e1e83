import '../explo/explo.css'
import { startExploPage } from '../explo/exploPage'
import '../shared/session.css'
import { createReport } from './createReport'
import './report.css'

startExploPage(createReport)
