import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { FeltEmbed } from '../../src/index.ts'
import type { Emulated } from '../emulator/emulate.ts'
import { Card } from '../shell/Card.tsx'
import { FILL_HEIGHT } from '../shell/fillHeight.ts'
import { CacheInspector } from './CacheInspector.tsx'
import { EmbedScene } from './EmbedScene.tsx'

/** An app that uses react-query itself, with the content of its cache. */
export function QueryClientScene({ emulated }: { emulated: Emulated }) {
  const [client] = useState(() => new QueryClient())
  return (
    <QueryClientProvider client={client}>
      <OfficesPage emulated={emulated} client={client} />
    </QueryClientProvider>
  )
}

function OfficesPage({ emulated, client }: { emulated: Emulated; client: QueryClient }) {
  const { data } = useQuery({ queryKey: ['offices'], queryFn: () => ({ offices: 32, continents: 6 }) })
  const aside = (
    <Card title="The app’s query cache" note="react-query">
      <CacheInspector client={client} />
    </Card>
  )
  return (
    <EmbedScene
      title="Offices"
      lead={data && `${data.offices} offices on ${data.continents} continents.`}
      aside={aside}
      name="All offices"
      height={FILL_HEIGHT}
    >
      {(onStateChange) => (
        <FeltEmbed
          mapId={emulated.resource}
          origin={emulated.origin}
          tokenEndpoint="/api/embed-token"
          viewerId="viewer-81"
          onStateChange={onStateChange}
        />
      )}
    </EmbedScene>
  )
}
