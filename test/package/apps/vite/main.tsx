import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ExploEmbed, FeltEmbed } from 'react-private-embed'
import { MetabaseEmbed } from 'react-private-embed/metabase'
import { SupersetEmbed } from 'react-private-embed/superset'

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
      <SupersetEmbed
        data-provider="superset"
        dashboardId={resource}
        tokenEndpoint="/api/embed-token"
        origin={query.get('superset') ?? ''}
      />
      <MetabaseEmbed
        data-provider="metabase"
        dashboardId={resource}
        tokenEndpoint="/api/embed-token"
        origin={query.get('metabase') ?? ''}
      />
    </StrictMode>,
  )
}
