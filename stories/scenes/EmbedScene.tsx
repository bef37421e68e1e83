import type { ReactNode } from 'react'
import type { EmbedState } from '../../src/index.ts'
import { StateBadge } from '../timeline/StateBadge.tsx'
import { useStateHistory } from '../timeline/useStateHistory.ts'
import { Card } from '../shell/Card.tsx'
import { Shell, type ShellProps } from '../shell/Shell.tsx'

/** Properties of {@link EmbedScene}. */
export interface EmbedSceneProps extends Omit<ShellProps, 'children'> {
  /** Title of the embed's card. */
  name: string
  /** Px or a CSS length; not needed for an embed with `autoHeight`. */
  height?: number | string | undefined
  /** Renders the embed. */
  children(onStateChange: (state: EmbedState) => void): ReactNode
}

/** An embed of any provider in its page, with its state in the corner. */
export function EmbedScene({ name, height, children, ...page }: EmbedSceneProps) {
  const [states, onStateChange] = useStateHistory()
  return (
    <Shell {...page}>
      <Card title={name} note={<StateBadge state={states.at(-1)?.state} />} isFlush height={height}>
        {children(onStateChange)}
      </Card>
    </Shell>
  )
}
