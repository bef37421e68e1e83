import { useState } from 'react'
import { ExploEmbed, type ExploEmbedProps } from '../../src/index.ts'
import type { Emulated } from '../emulator/emulate.ts'
import { Button } from '../shell/Button.tsx'
import { Card } from '../shell/Card.tsx'
import { EmbedScene } from './EmbedScene.tsx'
import { EventList } from './EventList.tsx'
import { useEvents } from './useEvents.ts'

const REGIONS = ['All', 'Americas', 'EMEA', 'APAC']

/** Props of {@link ExploScene}. */
export interface ExploSceneProps {
  emulated: Emulated
  embed: ExploEmbedProps
  title: string
  lead: string
  name: string
  height?: number
}

/** An Explo embed in a page whose own buttons set a variable of it, its events listed beside it. */
export function ExploScene({ emulated, embed, ...page }: ExploSceneProps) {
  const [events, onEvent] = useEvents()
  const [region, setRegion] = useState('All')
  const actions = REGIONS.map((name) => (
    <Button key={name} isPressed={name === region} onClick={() => setRegion(name)}>
      {name}
    </Button>
  ))
  const aside = (
    <Card title="What the page tells" note="onEvent">
      <EventList events={events} />
    </Card>
  )
  return (
    <EmbedScene section="Reports" {...page} actions={actions} aside={aside}>
      {(onStateChange) => (
        <ExploEmbed
          {...embed}
          embedId={emulated.resource}
          origin={emulated.origin}
          variables={{ ...embed.variables, region }}
          onEvent={onEvent}
          onStateChange={onStateChange}
        />
      )}
    </EmbedScene>
  )
}
