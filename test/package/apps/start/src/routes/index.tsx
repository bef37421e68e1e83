import { createFileRoute } from '@tanstack/react-router'
import { ExploEmbed, FeltEmbed } from 'react-private-embed'

export const Route = createFileRoute('/')({ component: Home })

function Home() {
  return (
    <main>
      <FeltEmbed
        data-provider="felt"
        mapId="app-start"
        tokenEndpoint="/api/embed-token"
        origin={import.meta.env.VITE_FELT_ORIGIN}
      />
      <ExploEmbed
        data-provider="explo"
        embedId="app-start"
        tokenEndpoint="/api/embed-token"
        origin={import.meta.env.VITE_EXPLO_ORIGIN}
      />
    </main>
  )
}
