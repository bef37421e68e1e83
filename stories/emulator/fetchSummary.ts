import type { EmulatorSummary } from '../../src/testing.ts'

/** What happened so far to a resource's tokens and pages, in numbers. */
export async function fetchSummary(resource: string, signal?: AbortSignal): Promise<EmulatorSummary> {
  const answer = await fetch(`/emulator/summary?resource=${encodeURIComponent(resource)}`, { signal })
  return answer.json()
}
