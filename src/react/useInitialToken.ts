import type { QueryClient } from '@tanstack/react-query'
import { useState, useSyncExternalStore } from 'react'
import { now } from '../browser/clock.ts'
import { isRecord } from '../core/isRecord.ts'
import { devWarn } from '../core/devWarn.ts'
import { createInitialToken } from '../core/createToken.ts'
import type { TokenAdapter } from '../core/adapter.ts'
import type { EmbedToken } from '../core/token.ts'
import type { InitialToken } from '../core/tokenFetcher.ts'
import type { ParsedInitialToken } from './createInitialFrames.ts'
import { noopSubscribe } from './noopSubscribe.ts'
import { predatesSignOut, tokenStoresOf } from '../tokens/tokenStores.ts'

/**
 * The token that came with the page, for the embed that it came for: with another key, for another viewer perhaps, the
 * same token is nobody's.
 */
export function usePinnedInitialToken(given: InitialToken | undefined, key: string): InitialToken | undefined {
  const [pinned, setPinned] = useState({ given, key })
  if (pinned.given?.token !== given?.token) setPinned({ given, key })
  return pinned.key === key ? pinned.given : undefined
}

/** What came with the page as a token, read once. One that has run out is of use to the HTML that holds it, alone. */
export function useInitialToken<P>(
  adapter: TokenAdapter<P>,
  props: P,
  given: InitialToken | undefined,
  client: QueryClient,
): ParsedInitialToken {
  const isInHtml = useSyncExternalStore(
    noopSubscribe,
    () => false,
    () => true,
  )
  const [initial] = useState(() => ({ token: parseInitialToken(adapter, props, given, client), isInHtml }))
  return initial
}

function parseInitialToken<P>(
  adapter: TokenAdapter<P>,
  props: P,
  given: InitialToken | undefined,
  client: QueryClient,
): EmbedToken | undefined {
  if (!isRecord(given) || predatesSignOut(given, tokenStoresOf(client))) return undefined
  try {
    const requestStart = { clockTime: now(), systemTime: Date.now() }
    const [parsed, policy] = [adapter.parseResponse(given), adapter.lifetime(props)]
    return createInitialToken(parsed, { requestStart, policy, random: Math.random() })
  } catch {
    devWarn('initialToken is no token: give it what mintFeltToken or mintExploToken answered. One is fetched instead.')
    return undefined
  }
}
