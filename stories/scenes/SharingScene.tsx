import { FeltEmbed, type FeltViewport } from '../../src/index.ts'
import type { Emulated } from '../emulator/emulate.ts'
import { useSummary } from '../emulator/useSummary.ts'
import { Counters } from '../timeline/Counters.tsx'
import { StateBadge } from '../timeline/StateBadge.tsx'
import { useStateHistory } from '../timeline/useStateHistory.ts'
import { Card } from '../shell/Card.tsx'
import { Shell } from '../shell/Shell.tsx'
import './sharingScene.css'

const EUROPE: FeltViewport = { center: { latitude: 48, longitude: 10 }, zoom: 3 }
const ASIA: FeltViewport = { center: { latitude: 22, longitude: 105 }, zoom: 2.6 }

/** Shows the same map twice on a page. */
export function SharingScene({ emulated }: { emulated: Emulated }) {
  const summary = useSummary(emulated.resource)
  return (
    <Shell title="Two regions" lead="The same private map twice, each with a view of its own.">
      <div className="pair">
        <Region emulated={emulated} name="Europe" start={EUROPE} />
        <Region emulated={emulated} name="Asia" start={ASIA} />
      </div>
      <Card title="Requests of both embeds">
        <Counters
          counters={[
            { label: 'Tokens minted', value: summary?.minted ?? 0, isGood: summary?.minted === 1 },
            { label: 'Iframe loads', value: summary?.loads ?? 0 },
            { label: 'Open iframes', value: summary?.alive ?? 0 },
          ]}
        />
      </Card>
    </Shell>
  )
}

function Region({ emulated, name, start }: { emulated: Emulated; name: string; start: FeltViewport }) {
  const [states, onStateChange] = useStateHistory()
  return (
    <Card title={name} note={<StateBadge state={states.at(-1)?.state} />} isFlush height={500}>
      <FeltEmbed
        mapId={emulated.resource}
        origin={emulated.origin}
        tokenEndpoint="/api/embed-token"
        title={`Map of ${name}`}
        initialViewport={start}
        uiControls={{ showLegend: false, cooperativeGestures: true }}
        onStateChange={onStateChange}
      />
    </Card>
  )
}
