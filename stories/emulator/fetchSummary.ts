import type { EmulatorSummary } from '../../src/testing.ts'

/** Returns the summary of a resource's tokens and pages. */
export async function fetchSummary(resource: string, signal?: AbortSignal): Promise<EmulatorSummary> {
  const answer = await fetch(`/emulator/summary?resource=${encodeURIComponent(resource)}`, { signal })
  return answer.json()
}
