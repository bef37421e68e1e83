import Switchboard from '@superset-ui/switchboard'
import { isRecord } from '../../../core/isRecord.ts'
import { afterLoad } from '../shared/afterLoad.ts'
import '../shared/dataPage.css'
import { focusOwnField, openDebugChannel } from '../shared/openDebugChannel.ts'
import { createElement, queryElement } from '../shared/query.ts'
import { readSession } from '../shared/readSession.ts'
import { createServerClock } from '../shared/serverClock.ts'
import '../shared/session.css'
import { renderSessionLabel } from '../shared/sessionLabel.ts'
import { startHeartbeat } from '../shared/startHeartbeat.ts'
import { createGuestToken } from './createGuestToken.ts'
import { drawBoard, PERIODS } from './drawBoard.ts'
import './superset.css'

/** `emitDataMasks` in `uiConfig`. */
const EMITS_DATA_MASKS = 16
const FILTER_ID = 'NATIVE_FILTER-period'

const session = readSession('superset')
const query = new URLSearchParams(location.search)
const uiConfig = Number(query.get('uiConfig') ?? 0)
const clock = createServerClock(session.servedAt)
const guest = createGuestToken(session.pageId, clock, () => setPeriod(period))
let period = 'week'
let isConnected = false

if (uiConfig & 1) queryElement('h1').hidden = true
if (query.get('show_filters') === 'false') queryElement('.periods').hidden = true
setTheme(query.get('themeMode') ?? 'default')

function setTheme(mode: string): void {
  document.documentElement.dataset.theme = mode === 'dark' ? 'dark' : 'light'
}

function getDataMask(): Record<string, unknown> {
  return { [FILTER_ID]: { id: FILTER_ID, filterState: { value: period } } }
}

function setPeriod(chosen: string): string {
  const isChange = chosen !== period
  period = chosen
  // Without a token there are no data.
  if (guest.current().expiresAt > 0) drawBoard(period)
  for (const button of document.querySelectorAll<HTMLElement>('[data-period]')) {
    button.setAttribute('aria-pressed', String(button.dataset.period === period))
  }
  if (isChange && isConnected && uiConfig & EMITS_DATA_MASKS) {
    Switchboard.emit('observeDataMask', { ...getDataMask(), nativeFiltersChanged: true, crossFiltersChanged: false })
  }
  return period
}

for (const each of PERIODS) {
  const button = createElement('button', 'choice', each)
  button.dataset.period = each
  button.addEventListener('click', () => setPeriod(each))
  queryElement('.periods').append(button)
}
setPeriod(period)

/** The page's end of the port, as in superset-frontend/src/embedded/index.tsx. */
function connect(port: MessagePort): void {
  Switchboard.init({ port, name: 'superset' })
  Switchboard.defineMethod('guestToken', ({ guestToken }: { guestToken: string }) => guest.take(guestToken))
  Switchboard.defineMethod('getScrollSize', () => {
    const { scrollWidth: width, scrollHeight: height } = document.body
    return { width, height }
  })
  Switchboard.defineMethod('getDashboardPermalink', async ({ anchor }: { anchor: string }) => {
    const key = `${period}-${anchor}`
    const url: string | null = await Switchboard.get('resolvePermalinkUrl', { key })
    return url ?? `${location.origin}/superset/dashboard/p/${key}/`
  })
  Switchboard.defineMethod('getActiveTabs', () => ['TAB-overview'])
  Switchboard.defineMethod('getDataMask', getDataMask)
  Switchboard.defineMethod('getChartStates', () => ({}))
  Switchboard.defineMethod('setThemeMode', ({ mode }: { mode: string }) => setTheme(mode))
  isConnected = true
  // Earlier messages wait in the port, as for a page that is busy.
  afterLoad(session.page.readyDelay, () => Switchboard.start())
}

addEventListener('message', ({ source, data, ports: [port] }) => {
  if (source !== parent || !isRecord(data) || data.type !== '__embedded_comms__' || !port) return
  if (data.handshake === 'port transfer' && !session.page.unresponsive) connect(port)
})
openDebugChannel({
  state: () => ({ period, ...guest.current(), theme: document.documentElement.dataset.theme, pageId: session.pageId }),
  choose: (message) => setPeriod(String(message.period)),
  grow: ({ height }) => {
    document.body.style.minHeight = `${String(height)}px`
    return true
  },
})
renderSessionLabel(queryElement('.session'), clock, guest.current)
startHeartbeat(session.pageId)
if (session.page.stealsFocus) afterLoad(1, focusOwnField)
