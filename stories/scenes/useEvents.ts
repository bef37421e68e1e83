import { useCallback, useState } from 'react'
import type { ExploEvent } from '../../src/index.ts'
import type { EventMoment } from './EventList.tsx'

const SHOWN = 6

/** The last six events of an embed, the newest first. */
export function useEvents(): [events: readonly EventMoment[], onEvent: (event: ExploEvent) => void] {
  const [start] = useState(() => Date.now())
  const [events, setEvents] = useState<readonly EventMoment[]>([])
  const onEvent = useCallback(
    (event: ExploEvent) => {
      const after = Date.now() - start
      setEvents((before) => [{ id: (before[0]?.id ?? 0) + 1, after, event }, ...before].slice(0, SHOWN))
    },
    [start],
  )
  return [events, onEvent]
}
