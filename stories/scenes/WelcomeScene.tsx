import { FeltEmbed } from '../../src/index.ts'
import type { Emulated } from '../emulator/emulate.ts'
import { useSummary } from '../emulator/useSummary.ts'
import { CountdownRing } from '../timeline/CountdownRing.tsx'
import { useStateHistory } from '../timeline/useStateHistory.ts'
import './welcomeScene.css'

const CODE = `<FeltEmbed
  mapId="CjU1CMJPTAGofjOK3ICf1D"
  tokenEndpoint="/api/embed-token"
/>`

/** Shows the purpose of the library, in a few lines and a map. */
export function WelcomeScene({ emulated, lifetime }: { emulated: Emulated; lifetime: number }) {
  const summary = useSummary(emulated.resource)
  const [states, onStateChange] = useStateHistory()
  const state = states.at(-1)?.state
  const minted = summary?.minted ?? 0
  return (
    <main className="welcome">
      <header className="welcome-head">
        <div>
          <p className="welcome-name">react-private-embed</p>
          <h1>Private embeds that never go stale</h1>
          <p>
            A private Felt map or Explo dashboard lives on a token that soon runs out. These React components fetch it,
            renew it in time and hand it over, so that nobody ever sees a map reload or a session end.
          </p>
        </div>
        <pre tabIndex={0} aria-label="Example">
          <code>{CODE}</code>
        </pre>
      </header>
      <section className="welcome-map" aria-label="A live example">
        <FeltEmbed
          mapId={emulated.resource}
          origin={emulated.origin}
          tokenEndpoint="/api/embed-token"
          uiControls={{ cooperativeGestures: true }}
          initialViewport={{ center: { latitude: 28, longitude: 20 }, zoom: 2.3 }}
          onStateChange={onStateChange}
        />
      </section>
      <footer className="welcome-foot">
        <CountdownRing expiresAt={state && 'expiresAt' in state ? state.expiresAt : undefined} lifetime={lifetime} />
        <p>
          <b>
            This map has used {minted} {minted === 1 ? 'token' : 'tokens'} since you came.
          </b>{' '}
          Each lives {lifetime / 1_000} seconds. Pan it, close its legend, and watch both stay as you left them. It is
          emulated, like all in this playground, down to the way it refuses a token that ran out.
        </p>
      </footer>
    </main>
  )
}
