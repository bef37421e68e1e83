import type { ReactNode } from 'react'
import type { EmbedState } from '../../src/index.ts'
import type { Emulated } from '../emulator/emulate.ts'
import { useEmulatorEvents } from '../emulator/useEmulatorEvents.ts'
import { useSummary } from '../emulator/useSummary.ts'
import { Card } from '../shell/Card.tsx'
import { Shell, type ShellProps } from '../shell/Shell.tsx'
import { countersOf } from '../timeline/countersOf.ts'
import { readTimeline } from '../timeline/readTimeline.ts'
import { Timeline } from '../timeline/Timeline.tsx'
import { useStateHistory } from '../timeline/useStateHistory.ts'
import { Vitals } from '../timeline/Vitals.tsx'
import { VitalsNote } from '../timeline/VitalsNote.tsx'
import './timelineScene.css'

/** Properties of {@link TimelineScene}. */
export interface TimelineSceneProps extends Pick<ShellProps, 'section' | 'title' | 'lead' | 'actions'> {
  emulated: Emulated
  /** Lifetime of the provider's tokens, in ms. */
  lifetime: number
  /** Title of the embed's card. */
  name: string
  withFailures?: boolean
  /** Renders the embed. */
  children(onStateChange: (state: EmbedState) => void): ReactNode
}

/** An embed of any provider in its page, with its token, its counters and the timeline of its refreshes. */
export function TimelineScene({ emulated, lifetime, name, withFailures, children, ...page }: TimelineSceneProps) {
  const data = readTimeline(useEmulatorEvents(emulated.resource))
  const summary = useSummary(emulated.resource)
  const [states, onStateChange] = useStateHistory()
  const state = states.at(-1)?.state
  const aside = (
    <Card title="Current token">
      <Vitals state={state} lifetime={lifetime} counters={countersOf(summary)} />
    </Card>
  )
  const below = (
    <Card title="Timeline of token refreshes" note="from the emulated provider’s event log">
      <Timeline data={data} states={states} withFailures={withFailures} />
    </Card>
  )
  return (
    <Shell {...page} isDense aside={aside} below={below}>
      <Card title={name} note={<VitalsNote state={state} lifetime={lifetime} />} isFlush height="var(--embed-height)">
        {children(onStateChange)}
      </Card>
    </Shell>
  )
}
