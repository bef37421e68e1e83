import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ExploEmbed, FeltEmbed } from 'react-private-embed'

const query = new URLSearchParams(location.search)
const resource = query.get('app') ?? ''

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <FeltEmbed
        data-provider="felt"
        mapId={resource}
        tokenEndpoint="/api/embed-token"
        origin={query.get('felt') ?? undefined}
      />
      <ExploEmbed
        data-provider="explo"
        embedId={resource}
        tokenEndpoint="/api/embed-token"
        origin={query.get('explo') ?? undefined}
      />
    </StrictMode>,
  )
}
