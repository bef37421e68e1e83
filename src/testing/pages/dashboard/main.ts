import '../explo/explo.css'
import { startExploPage } from '../explo/exploPage'
import '../shared/session.css'
import { createDashboard } from './createDashboard'
import './dashboard.css'

startExploPage(createDashboard)
