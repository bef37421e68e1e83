import '../explo/explo.css'
import { startExploPage } from '../explo/exploPage.ts'
import '../shared/session.css'
import { createDashboard } from './createDashboard.ts'
import './dashboard.css'

startExploPage(createDashboard)
