import { useState } from 'react'
import type { InitialToken } from '../core/tokenFetcher.ts'

/**
 * The token that came with the page, for the embed that it came for. With another key, for another viewer perhaps, the
 * same token must not be used.
 */
export function usePinnedInitialToken(given: InitialToken | undefined, key: string): InitialToken | undefined {
  const [pinned, setPinned] = useState({ given, key })
  if (pinned.given?.token !== given?.token) setPinned({ given, key })
  return pinned.key === key ? pinned.given : undefined
}
