import { useState } from 'react'
import type { InitialToken } from '../core/tokenFetcher.ts'

/**
 * Returns `initialToken` for its embed only. With another key, perhaps for another viewer, the
 * same token must not be used.
 */
export function usePinnedInitialToken(given: InitialToken | undefined, key: string): InitialToken | undefined {
  const [pinned, setPinned] = useState({ given, key })
  if (pinned.given?.token !== given?.token) setPinned({ given, key })
  return pinned.key === key ? pinned.given : undefined
}
