import { FeltEmbed } from '../../src/index.ts'
import type { Emulated } from '../emulator/emulate.ts'
import { useEmulatorEvents } from '../emulator/useEmulatorEvents.ts'
import { guidePages } from '../guide/guidePages.ts'
import { PageLink } from '../guide/PageLink.tsx'
import { CountdownRing } from '../timeline/CountdownRing.tsx'
import { readTimeline } from '../timeline/readTimeline.ts'
import { Timeline } from '../timeline/Timeline.tsx'
import { useStateHistory } from '../timeline/useStateHistory.ts'
import { expiryOf } from '../timeline/Vitals.tsx'
import './welcomeScene.css'

const CODE = `<FeltEmbed
  mapId="CjU1CMJPTAGofjOK3ICf1D"
  tokenEndpoint="/api/embed-token"
/>`

/** The library in two sentences, its code, and a map whose token is refreshed, on one screen. */
export function WelcomeScene({ emulated, lifetime }: { emulated: Emulated; lifetime: number }) {
  const data = readTimeline(useEmulatorEvents(emulated.resource))
  const [states, onStateChange] = useStateHistory()
  const minted = data.tokens.length
  return (
    <main className="welcome">
      <header className="welcome-head">
        <div>
          <p className="welcome-name">react-private-embed</p>
          <h1>Private Felt maps and Explo dashboards in React</h1>
          <p>
            Pass a route of your backend that mints short-lived tokens. The component renders the iframe, refreshes the
            token before it expires, and keeps the viewer’s view: no visible reload, no expired session.
          </p>
          <nav aria-label="First steps">
            <QuickStartLink />
            <PageLink address="?path=/story/tokens-10-second-token--felt">Watch a 10-second token</PageLink>
            <PageLink address="?path=/story/tokens-backend-outage--outage">Watch an outage</PageLink>
          </nav>
        </div>
        <pre tabIndex={0} aria-label="Example">
          <code>{CODE}</code>
        </pre>
      </header>
      <section className="welcome-map" aria-label="Live example">
        <FeltEmbed
          mapId={emulated.resource}
          origin={emulated.origin}
          tokenEndpoint="/api/embed-token"
          uiControls={{ cooperativeGestures: true, fullScreenButton: false }}
          initialViewport={{ center: { latitude: 28, longitude: 20 }, zoom: 2.3 }}
          style={{ height: '100%' }}
          onStateChange={onStateChange}
        />
      </section>
      <section className="welcome-foot" aria-label="Token of this map">
        <div className="welcome-token">
          <CountdownRing expiresAt={expiryOf(states.at(-1)?.state)} lifetime={lifetime} />
          <p>
            <b>
              {minted} {minted === 1 ? 'token' : 'tokens'} so far.
            </b>{' '}
            Each is valid for {lifetime / 1_000} seconds. Pan the map or hide a layer: the view stays the same after
            each refresh. The provider is emulated.
          </p>
        </div>
        <Timeline data={data} states={states} />
      </section>
    </main>
  )
}

function QuickStartLink() {
  const page = guidePages.find(({ path }) => path === 'docs/quick-start.md')
  return page ? <PageLink address={page.address}>Quick start</PageLink> : null
}
