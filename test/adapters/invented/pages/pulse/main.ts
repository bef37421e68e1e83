import { createElement, queryElement } from '../../../../../src/testing/pages/shared/query.ts'
import { createServerClock } from '../../../../../src/testing/pages/shared/serverClock.ts'
import '../../../../../src/testing/pages/shared/session.css'
import '../shared/page.css'
import { readSession, startPage, tellHost } from '../shared/startPage.ts'
import { createPulseToken } from './createPulseToken.ts'
import { drawBoard, PERIODS } from './drawBoard.ts'
import './pulse.css'

const session = readSession()
const clock = createServerClock(session.servedAt)
const token = createPulseToken(session, clock, () => tellHost('pulse:token-needed'))
let period = ''

function setPeriod(chosen: string): string {
  period = chosen
  drawBoard(period)
  for (const button of document.querySelectorAll<HTMLElement>('[data-period]')) {
    button.setAttribute('aria-pressed', String(button.dataset.period === period))
  }
  return period
}

for (const each of PERIODS) {
  const button = createElement('button', 'choice', each)
  button.dataset.period = each
  button.addEventListener('click', () => setPeriod(each))
  queryElement('.periods').append(button)
}
setPeriod(new URLSearchParams(location.search).get('period') ?? 'week')

startPage({
  session,
  clock,
  token: token.current,
  state: () => ({ period }),
  commands: { choose: (message) => setPeriod(String(message.period)) },
  receive(message) {
    if (message.type === 'pulse:set-token' && typeof message.token === 'string') void token.take(message.token)
    if (message.type === 'pulse:set-period' && typeof message.period === 'string') setPeriod(message.period)
  },
  readiness: 'pulse:ready',
})
