import { createElement, queryElement } from '../../../../../src/testing/pages/shared/query.ts'
import { createServerClock } from '../../../../../src/testing/pages/shared/serverClock.ts'
import '../../../../../src/testing/pages/shared/session.css'
import '../shared/page.css'
import { readSession, startPage } from '../shared/startPage.ts'
import { type ChartView, FIRST_VIEW, isSameView, parseView, RANGES, SERVICES } from './chartView.ts'
import './chartly.css'
import { drawChart } from './drawChart.ts'

const session = readSession()
document.documentElement.dataset.theme = new URLSearchParams(location.search).get('theme') ?? 'light'
const svg = document.querySelector('.chart') ?? document.body
let view = FIRST_VIEW

function show(newer: ChartView): ChartView {
  view = newer
  drawChart(svg, view)
  for (const button of document.querySelectorAll<HTMLElement>('[data-range]')) {
    button.setAttribute('aria-pressed', String(Number(button.dataset.range) === view.range))
  }
  for (const button of document.querySelectorAll<HTMLElement>('[data-service]')) {
    button.setAttribute('aria-pressed', String(!view.hidden.includes(button.dataset.service ?? '')))
  }
  return view
}

function toggle(name: string): ChartView {
  const { hidden } = view
  return show({ ...view, hidden: hidden.includes(name) ? hidden.filter((each) => each !== name) : [...hidden, name] })
}

const choose = (range: number) => show({ ...view, range })

for (const range of RANGES) {
  const button = createElement('button', 'choice', `${range} days`)
  button.dataset.range = String(range)
  button.addEventListener('click', () => choose(range))
  queryElement('.ranges').append(button)
}
for (const { name, color } of SERVICES) {
  const button = createElement('button', 'choice', name)
  button.dataset.service = name
  button.style.setProperty('--colour', color)
  button.addEventListener('click', () => toggle(name))
  queryElement('.series').append(button)
}
show(view)

startPage({
  session,
  clock: createServerClock(session.servedAt),
  token: () => ({ tokenSuffix: session.tokenSuffix, expiresAt: session.expiresAt }),
  state: () => ({ view }),
  commands: {
    choose: ({ range }) => choose(Number(range)),
    toggle: ({ service }) => toggle(String(service)),
  },
  receive({ type, ...message }, port) {
    if (type === 'chartly:read-view') port?.postMessage(view)
    if (type !== 'chartly:set-view') return
    const wanted = parseView(message.view)
    if (wanted && !isSameView(wanted, view)) show(wanted)
    port?.postMessage(wanted !== undefined)
  },
  readiness: 'chartly:ready',
})
