import type { ReactNode } from 'react'
import type { EmbedState } from '../../src/index.ts'
import type { Emulated } from '../emulator/emulate.ts'
import { useEmulatorEvents } from '../emulator/useEmulatorEvents.ts'
import { useSummary } from '../emulator/useSummary.ts'
import { countersOf } from '../life/countersOf.ts'
import { readLife } from '../life/readLife.ts'
import { Timeline } from '../life/Timeline.tsx'
import { useStateHistory } from '../life/useStateHistory.ts'
import { Vitals } from '../life/Vitals.tsx'
import { Card } from '../stage/Card.tsx'
import { Stage, type StageProps } from '../stage/Stage.tsx'

/** What {@link LifeScene} shows. */
export interface LifeSceneProps extends Pick<StageProps, 'section' | 'title' | 'lead' | 'actions'> {
  emulated: Emulated
  /** How long the vendor's tokens live, in ms. */
  lifetime: number
  /** Of the embed's card. */
  name: string
  height?: number
  withFailures?: boolean
  /** Draws the embed. */
  children(onStateChange: (state: EmbedState) => void): ReactNode
}

/** An embed in its page, with what goes on behind it drawn beside and below. */
export function LifeScene({ emulated, lifetime, name, height, withFailures, children, ...page }: LifeSceneProps) {
  const life = readLife(useEmulatorEvents(emulated.resource))
  const summary = useSummary(emulated.resource)
  const [states, onStateChange] = useStateHistory()
  const aside = (
    <Card title="Token on show">
      <Vitals state={states.at(-1)?.state} lifetime={lifetime} counters={countersOf(summary)} />
    </Card>
  )
  const below = (
    <Card title="Behind the scenes" note="The vendor’s own record, as it happens">
      <Timeline life={life} states={states} withFailures={withFailures} />
    </Card>
  )
  return (
    <Stage {...page} aside={aside} below={below}>
      <Card title={name} isFlush height={height}>
        {children(onStateChange)}
      </Card>
    </Stage>
  )
}
