import { ExploEmbed, FeltEmbed } from 'react-private-embed'

/** A server component, which takes the embeds from the package as they are. */
export default async function Page() {
  return (
    <main>
      <FeltEmbed
        data-provider="felt"
        mapId="app-next"
        tokenEndpoint="/api/embed-token"
        origin={process.env.FELT_ORIGIN}
      />
      <ExploEmbed
        data-provider="explo"
        embedId="app-next"
        tokenEndpoint="/api/embed-token"
        origin={process.env.EXPLO_ORIGIN}
      />
    </main>
  )
}
