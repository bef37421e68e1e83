import { createRoot } from 'react-dom/client'
import { ExploEmbed, FeltEmbed } from 'react-private-embed'

// Other vendors than the real ones, such as the emulator.
const { VITE_FELT_ORIGIN, VITE_EXPLO_ORIGIN } = import.meta.env

createRoot(document.getElementById('root')).render(
  <main>
    <h1>Parcels and sales</h1>
    <FeltEmbed mapId="map-1" tokenEndpoint="/api/embed-token" origin={VITE_FELT_ORIGIN} />
    <ExploEmbed embedId="sales" tokenEndpoint="/api/embed-token" origin={VITE_EXPLO_ORIGIN} />
  </main>,
)
