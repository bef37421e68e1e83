import { useEffect, useState } from 'react'
import type { EmulatorEvent } from '../../src/testing.ts'

/** All that happened to a resource's tokens, entry by entry, as it happens. */
export function useEmulatorEvents(resource: string): readonly EmulatorEvent[] {
  const [events, setEvents] = useState<readonly EmulatorEvent[]>([])
  useEffect(() => {
    const source = new EventSource(`/emulator/events?resource=${encodeURIComponent(resource)}`)
    // Each connection tells everything from the start.
    source.onopen = () => setEvents([])
    source.onmessage = ({ data }) => {
      const event: EmulatorEvent = JSON.parse(data)
      setEvents((before) => [...before, event])
    }
    return () => source.close()
  }, [resource])
  return events
}
