import { createRoot } from 'react-dom/client'
import { ExploEmbed, FeltEmbed } from 'react-private-embed'

// Other origins than those of Felt and Explo, such as the emulator's.
const { VITE_FELT_ORIGIN, VITE_EXPLO_ORIGIN } = import.meta.env

/** @type {{ viewer: string | null, mapId: string, embedId: string }} */
const { viewer, mapId, embedId } = await (await fetch('/api/viewer')).json()
const token = { viewerId: viewer ?? undefined, tokenEndpoint: '/api/embed-token' }

createRoot(document.getElementById('root')).render(
  <main>
    <h1>Parcels and sales</h1>
    <p>
      {viewer ? `You are signed in as ${viewer}.` : 'You are not signed in.'}{' '}
      <a href="/sign-in?viewer=ada">Sign in as Ada</a> <a href="/sign-in?viewer=bob">Sign in as Bob</a>{' '}
      <a href="/sign-in">Sign out</a>
    </p>
    {viewer && <FeltEmbed mapId={mapId} origin={VITE_FELT_ORIGIN} {...token} />}
    {viewer && <ExploEmbed embedId={embedId} origin={VITE_EXPLO_ORIGIN} {...token} />}
  </main>,
)
