import { useEffect, useState } from 'react'
import type { EmulatorSummary } from '../../src/testing.ts'
import { fetchSummary } from './fetchSummary.ts'

const INTERVAL = 1_000

/** A resource's summary, read again every second. Undefined until the first answer. */
export function useSummary(resource: string): EmulatorSummary | undefined {
  const [summary, setSummary] = useState<EmulatorSummary>()
  useEffect(() => {
    const ended = new AbortController()
    // Unanswered requests pass by in silence: the dev server may have gone, and the next second tries again.
    const read = () => void fetchSummary(resource, ended.signal).then(setSummary, () => {})
    read()
    const timer = setInterval(read, INTERVAL)
    return () => {
      ended.abort()
      clearInterval(timer)
    }
  }, [resource])
  return summary
}
