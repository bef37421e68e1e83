import { createRoot } from 'react-dom/client'
import { type EmbedState, ExploEmbed, FeltEmbed } from '../../../src/index.ts'
import { origins } from '../emulator.ts'
import type { TabReport } from './report.ts'

const parameters = new URLSearchParams(location.search)
const [felt, explo] = [parameters.get('felt'), parameters.get('explo')]
const refreshInBackground = parameters.has('background')

const report: TabReport = { felt: [], explo: [], ticks: [], events: [] }
Object.assign(globalThis, { report })

/** Each timer sets the next one: what Chromium throttles most. */
function tick(): void {
  report.ticks.push(Date.now())
  setTimeout(tick, 250)
}
tick()

for (const type of ['visibilitychange', 'freeze', 'resume']) {
  document.addEventListener(type, () => report.events.push(`${type} ${document.visibilityState}`))
}

const common = { tokenEndpoint: '/api/embed-token', refreshInBackground }
const note = (provider: 'felt' | 'explo') => (state: EmbedState) => {
  report[provider].push({ status: state.status, code: 'error' in state ? state.error?.code : undefined })
}

createRoot(document.getElementById('root') ?? document.body).render(
  <>
    {felt && <FeltEmbed mapId={felt} origin={origins.felt.origin} onStateChange={note('felt')} {...common} />}
    {explo && <ExploEmbed embedId={explo} origin={origins.explo.origin} onStateChange={note('explo')} {...common} />}
  </>,
)
