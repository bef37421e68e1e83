import { afterLoad } from '../shared/afterLoad.ts'
import '../shared/dataPage.css'
import { focusOwnField, openDebugChannel } from '../shared/openDebugChannel.ts'
import { createElement, queryElement } from '../shared/query.ts'
import { readSession } from '../shared/readSession.ts'
import { createServerClock } from '../shared/serverClock.ts'
import '../shared/session.css'
import { renderSessionLabel } from '../shared/sessionLabel.ts'
import { startHeartbeat } from '../shared/startHeartbeat.ts'
import { type ChartView, parseSearch, RANGES, SERVICES, toSearch } from './chartView.ts'
import { drawChart } from './drawChart.ts'
import './metabase.css'
import { startMessages } from './startMessages.ts'

const session = readSession('metabase')
const token = { tokenSuffix: session.tokenSuffix, expiresAt: session.expiresAt }
const appearance = new URLSearchParams(location.hash.slice(1))
document.documentElement.dataset.theme = appearance.get('theme') === 'night' ? 'dark' : 'light'
document.documentElement.dataset.kind = session.kind
if (appearance.get('titled') === 'false') queryElement('h1').hidden = true
queryElement('.locked').textContent = Object.entries(session.params)
  .map(([name, value]) => `${name}: ${String(value)}`)
  .join(', ')

const chart = document.querySelector('.chart') ?? document.body
let view = parseSearch(location.search)

/** Draws a view and writes it into the URL, without an entry in the history. */
function showView(newer: ChartView): ChartView {
  view = newer
  drawChart(chart, view)
  history.replaceState(null, '', toSearch(view) + location.hash)
  for (const button of document.querySelectorAll<HTMLElement>('[data-range]')) {
    button.setAttribute('aria-pressed', String(Number(button.dataset.range) === view.range))
  }
  for (const button of document.querySelectorAll<HTMLElement>('[data-service]')) {
    button.setAttribute('aria-pressed', String(!view.hidden.includes(button.dataset.service ?? '')))
  }
  return view
}

function toggleService(name: string): ChartView {
  const { hidden } = view
  return showView({
    ...view,
    hidden: hidden.includes(name) ? hidden.filter((each) => each !== name) : [...hidden, name],
  })
}

for (const range of RANGES) {
  const button = createElement('button', 'choice', `${range} days`)
  button.dataset.range = String(range)
  button.addEventListener('click', () => showView({ ...view, range }))
  queryElement('.ranges').append(button)
}
for (const { name, color } of SERVICES) {
  const button = createElement('button', 'choice', name)
  button.dataset.service = name
  button.style.setProperty('--color', color)
  button.addEventListener('click', () => toggleService(name))
  queryElement('.series').append(button)
}
showView(view)
new ResizeObserver(() => drawChart(chart, view)).observe(chart)

openDebugChannel({
  state: () => ({ ...view, ...token, params: session.params, kind: session.kind, pageId: session.pageId }),
  choose: ({ range }) => showView({ ...view, range: Number(range) }),
  toggle: ({ service }) => toggleService(String(service)),
  grow: ({ height }) => {
    document.body.style.minHeight = `${String(height)}px`
    return true
  },
})
renderSessionLabel(queryElement('.session'), createServerClock(session.servedAt), () => token)
startHeartbeat(session.pageId)
const { readyDelay, unresponsive, stealsFocus } = session.page
if (stealsFocus) afterLoad(1, focusOwnField)
if (!unresponsive) afterLoad(readyDelay, startMessages)
