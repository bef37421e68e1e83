import { ExploEmbed, FeltEmbed } from 'react-private-embed'

/** A server component: the embeds are client components by themselves. */
export default function Page() {
  return (
    <main>
      <h1>Parcels and sales</h1>
      <FeltEmbed mapId="map-1" tokenEndpoint="/api/embed-token" origin={process.env.FELT_ORIGIN} />
      <ExploEmbed embedId="sales" tokenEndpoint="/api/embed-token" origin={process.env.EXPLO_APP_ORIGIN} />
    </main>
  )
}
