import type { ReactNode } from 'react'
import type { EmbedState } from '../../src/index.ts'
import type { Emulated } from '../emulator/emulate.ts'
import { useEmulatorEvents } from '../emulator/useEmulatorEvents.ts'
import { useSummary } from '../emulator/useSummary.ts'
import { countersOf } from '../timeline/countersOf.ts'
import { readTimeline } from '../timeline/readTimeline.ts'
import { Timeline } from '../timeline/Timeline.tsx'
import { useStateHistory } from '../timeline/useStateHistory.ts'
import { Vitals } from '../timeline/Vitals.tsx'
import { Card } from '../shell/Card.tsx'
import { Shell, type ShellProps } from '../shell/Shell.tsx'

/** Props of {@link TimelineScene}. */
export interface TimelineSceneProps extends Pick<ShellProps, 'section' | 'title' | 'lead' | 'actions'> {
  emulated: Emulated
  /** How long the provider's tokens live, in ms. */
  lifetime: number
  /** Of the embed's card. */
  name: string
  height?: number
  withFailures?: boolean
  /** Draws the embed. */
  children(onStateChange: (state: EmbedState) => void): ReactNode
}

/** An embed in its page, with what goes on behind it drawn beside and below. */
export function TimelineScene({
  emulated,
  lifetime,
  name,
  height,
  withFailures,
  children,
  ...page
}: TimelineSceneProps) {
  const data = readTimeline(useEmulatorEvents(emulated.resource))
  const summary = useSummary(emulated.resource)
  const [states, onStateChange] = useStateHistory()
  const aside = (
    <Card title="Token on show">
      <Vitals state={states.at(-1)?.state} lifetime={lifetime} counters={countersOf(summary)} />
    </Card>
  )
  const below = (
    <Card title="Behind the scenes" note="The vendor’s own record, as it happens">
      <Timeline data={data} states={states} withFailures={withFailures} />
    </Card>
  )
  return (
    <Shell {...page} aside={aside} below={below}>
      <Card title={name} isFlush height={height}>
        {children(onStateChange)}
      </Card>
    </Shell>
  )
}
