import type { QueryClient } from '@tanstack/react-query'
import { useState, useSyncExternalStore } from 'react'
import { now } from '../browser/clock.ts'
import { isRecord } from '../core/isRecord.ts'
import { devWarn } from '../core/devWarn.ts'
import { createInitialToken } from '../core/createToken.ts'
import type { TokenAdapter } from '../core/adapter.ts'
import type { EmbedToken } from '../core/token.ts'
import type { InitialToken } from '../core/tokenFetcher.ts'
import type { Initial } from './firstFrames.ts'
import { neverChanges } from './neverChanges.ts'
import { isFromBeforeSignOut } from './signOuts.ts'

/**
 * The token that came with the page, for the embed that it came for: with another key, for another viewer perhaps, the
 * same token is nobody's.
 */
export function useOwnInitialToken(given: InitialToken | undefined, key: string): InitialToken | undefined {
  const [own, setOwn] = useState({ given, key })
  if (own.given?.token !== given?.token) setOwn({ given, key })
  return own.key === key ? own.given : undefined
}

/** What came with the page as a token, read once. One that has run out is of use to the HTML that holds it, alone. */
export function useInitialToken<P>(
  adapter: TokenAdapter<P>,
  props: P,
  given: InitialToken | undefined,
  client: QueryClient,
): Initial {
  const isInHtml = useSyncExternalStore(
    neverChanges,
    () => false,
    () => true,
  )
  const [initial] = useState(() => ({ token: readInitialToken(adapter, props, given, client), isInHtml }))
  return initial
}

function readInitialToken<P>(
  adapter: TokenAdapter<P>,
  props: P,
  given: InitialToken | undefined,
  client: QueryClient,
): EmbedToken | undefined {
  if (!isRecord(given) || isFromBeforeSignOut(given, client)) return undefined
  try {
    const requestStart = { clockTime: now(), systemTime: Date.now() }
    const [parsed, policy] = [adapter.parseResponse(given), adapter.lifetime(props)]
    return createInitialToken(parsed, { requestStart, policy, random: Math.random() })
  } catch {
    devWarn('initialToken is no token: give it what mintFeltToken or mintExploToken answered. One is fetched instead.')
    return undefined
  }
}
