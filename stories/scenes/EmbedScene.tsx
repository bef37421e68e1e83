import type { ReactNode } from 'react'
import type { EmbedState } from '../../src/index.ts'
import { StateBadge } from '../timeline/StateBadge.tsx'
import { useStateHistory } from '../timeline/useStateHistory.ts'
import { Card } from '../shell/Card.tsx'
import { Shell, type ShellProps } from '../shell/Shell.tsx'

/** Props of {@link EmbedScene}. */
export interface EmbedSceneProps extends Omit<ShellProps, 'children'> {
  /** Of the embed's card. */
  name: string
  /** Px or a CSS length; an embed that knows its own height needs none. */
  height?: number | string | undefined
  /** Draws the embed. */
  children(onStateChange: (state: EmbedState) => void): ReactNode
}

/** An embed in its page, its state in the corner. */
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
