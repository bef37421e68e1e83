import type { QueryClient, UseQueryOptions } from '@tanstack/react-query'
import { now } from '../browser/clock.ts'
import { isBrowser } from '../browser/isBrowser.ts'
import { clampTimerDelay } from '../core/clampTimerDelay.ts'
import { EmbedError } from '../core/errors.ts'
import type { EmbedToken } from '../core/token.ts'
import { createConcurrencyLimiter } from '../core/createConcurrencyLimiter.ts'
import { attemptToken } from './attemptToken.ts'
import { automaticReason, controlOf, dueAt, isDue, tokenOf, type TokenQuery } from './tokenControl.ts'
import type { TokenOrigin } from './tokenOrigin.ts'

/** How long react-query keeps a token that no embed uses, in ms: the longest that its query was ever given. */
const GC_TIME = isBrowser ? 5 * 60_000 : Infinity

/**
 * The one query of a token key. react-query stores the token, shares it between embeds and sets the alarm; when an
 * attempt is due, and what a failure means, is decided in `core/refreshSchedule`.
 *
 * Every option is set, also to `undefined`, as a host's `defaultOptions` would otherwise get in. `ctx.signal` is not
 * read, as reading it makes react-query fetch twice under StrictMode.
 */
export function tokenQueryOptions(
  client: QueryClient,
  queryKey: readonly unknown[],
  origin: TokenOrigin,
): UseQueryOptions<EmbedToken, Error, EmbedToken, readonly unknown[]> & { suspense: false } {
  return {
    ...identityOf(queryKey),
    queryFn: () => fetchIfDue(findTokenQuery(client, queryKey), origin),
    refetchInterval: (query) => alarm(query, origin),
    refetchIntervalInBackground: true,
    // Whether one is due when an embed comes, the embed asks by itself.
    refetchOnMount: false,
    retryOnMount: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    // Its own retries have no jitter, know nothing of Retry-After and stop in a hidden tab.
    retry: false,
    // Asked for although there is no retry: a host's that throws would leave the fetch unsettled for ever.
    retryDelay: undefined,
    networkMode: 'always',
    throwOnError: false,
    staleTime: Infinity,
    structuralSharing: false,
    notifyOnChangeProps: 'all',
    select: undefined,
    placeholderData: undefined,
    initialData: undefined,
    persister: undefined,
    // In no type, but a host without types may have it as a default of old.
    suspense: false,
    meta: { persist: false },
  }
}

/** What every token's key begins with. */
const KEY = 'embed-token'

/** The key of a token: who asks is part of it, so that two viewers never share one. */
export function tokenQueryKey(provider: string, tokenKey: string, viewer: string | undefined): readonly unknown[] {
  return [KEY, provider, tokenKey, viewer ?? null]
}

/** All queries of a client that hold tokens. */
export function findTokenQueries(client: QueryClient): TokenQuery[] {
  return client.getQueryCache().findAll({ queryKey: [KEY] }) as TokenQuery[]
}

/** The query of a key, made by the first embed that looks at it. */
export function findTokenQuery(client: QueryClient, queryKey: readonly unknown[]): TokenQuery {
  return client.getQueryCache().build<EmbedToken, Error, EmbedToken, readonly unknown[]>(client, identityOf(queryKey))
}

/**
 * What a query is found and kept by. The hash is what react-query makes of such a key, with less ado: its own sorts what is
 * in objects, and a key of ours holds none. It is wanted in each render.
 */
function identityOf(queryKey: readonly unknown[]) {
  return { queryKey, queryHash: JSON.stringify(queryKey), queryKeyHashFn: undefined, gcTime: GC_TIME }
}

/** How many first tokens are asked for at once, so that a page of many embeds leaves its back end and itself some air. */
const FIRST_AT_ONCE = 6
/** A back end that takes longer than this holds up no other embed, in ms. */
const PATIENCE = 2_000

const firstTurns = createConcurrencyLimiter(FIRST_AT_ONCE, PATIENCE)

/** When react-query is to fetch next, in ms from now. */
function alarm(query: TokenQuery, origin: TokenOrigin): number | false {
  if (query.state.fetchStatus !== 'idle') return false
  // The host cancelled the query in mid-flight: the answer is still on its way, so fetch, which joins it.
  if (controlOf(query).inFlight) return clampTimerDelay(0)
  const at = dueAt(query, origin)
  return at === undefined ? false : clampTimerDelay(at - now())
}

/** The gate before the host's fetcher: whatever made react-query fetch, a token is asked for only when one is due. */
function fetchIfDue(query: TokenQuery, origin: TokenOrigin): Promise<EmbedToken> {
  const control = controlOf(query)
  if (control.inFlight) return control.inFlight
  const token = tokenOf(query)
  const { error } = control.history
  if (!control.requestedReason && !isDue(query, origin)) {
    if (token) return Promise.resolve(token)
    if (error) return Promise.reject(error)
  }
  const reason = control.requestedReason ?? automaticReason(query)
  control.requestedReason = undefined
  const isWatched = query.getObserversCount() > 0
  const attempt = async (): Promise<EmbedToken> => {
    // While it waited for its turn, its embed or its viewer may have gone.
    const isGone = controlOf(query) !== control || (isWatched && query.getObserversCount() === 0)
    if (isGone) throw new EmbedError('UNMOUNTED', 'The embed that waited for this token is gone.')
    return attemptToken(query, origin, reason)
  }
  control.inFlight = (reason === 'first' ? firstTurns(attempt) : attempt()).finally(() => {
    control.inFlight = undefined
  })
  return control.inFlight
}
