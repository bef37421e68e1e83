import { useEffect, useState } from 'react'
import type { LedgerEntry } from '../../src/testing.ts'

/** All that happened to a resource's tokens, entry by entry, as it happens. */
export function useLedger(resource: string): readonly LedgerEntry[] {
  const [entries, setEntries] = useState<readonly LedgerEntry[]>([])
  useEffect(() => {
    const source = new EventSource(`/emulator/events?resource=${encodeURIComponent(resource)}`)
    // Each connection tells everything from the start.
    source.onopen = () => setEntries([])
    source.onmessage = ({ data }) => {
      const entry: LedgerEntry = JSON.parse(data)
      setEntries((before) => [...before, entry])
    }
    return () => source.close()
  }, [resource])
  return entries
}
