import type { QueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useState, useSyncExternalStore } from 'react'
import { noopSubscribe } from './noopSubscribe.ts'

/** How often viewers have signed out of a client. */
const signOutCounts = new WeakMap<QueryClient, number>()
// Weak, as a client that its host let go of must not be kept alive by us.
const knownClients = new Set<WeakRef<QueryClient>>()

/** Notes a client whose cache holds tokens, so that signing out finds them all. */
export function registerQueryClient(client: QueryClient): void {
  if (signOutCounts.has(client)) return
  signOutCounts.set(client, 0)
  knownClients.add(new WeakRef(client))
}

/** Every client of this document that ever held a token and still exists. */
export function getKnownQueryClients(): QueryClient[] {
  return [...knownClients].flatMap((client) => client.deref() ?? [])
}

/** Notes that the viewer of a client's embeds has signed out. They hear of it by the removal of their queries. */
export function recordSignOut(client: QueryClient): void {
  signOutCounts.set(client, getSignOutCount(client) + 1)
}

/**
 * Whether the viewer has signed out since the embed got its present key.
 *
 * @returns that, and what ends it when the host asks for a token all the same
 */
export function useIsSignedOut(client: QueryClient, queryKey: readonly unknown[]): [boolean, () => void] {
  const count = useSyncExternalStore(
    // React compares counts when an embed comes back from a hidden part of the page, and may have missed a removal.
    noopSubscribe,
    () => getSignOutCount(client),
    () => 0,
  )
  const before = useMemo(() => ({ queryKey, count: getSignOutCount(client) }), [client, queryKey])
  const [resumed, setResumed] = useState(before)
  const resume = useCallback(() => setResumed({ queryKey, count: getSignOutCount(client) }), [client, queryKey])
  const accepted = resumed.queryKey === queryKey ? Math.max(resumed.count, before.count) : before.count
  return [count > accepted, resume]
}

const countWhenFirstSeen = new WeakMap<object, number>()

/** Whether the viewer has signed out since something that came with the page was first seen: then it is nobody's. */
export function predatesSignOut(thing: object, client: QueryClient): boolean {
  const seen = countWhenFirstSeen.get(thing) ?? getSignOutCount(client)
  countWhenFirstSeen.set(thing, seen)
  return getSignOutCount(client) > seen
}

function getSignOutCount(client: QueryClient): number {
  return signOutCounts.get(client) ?? 0
}
