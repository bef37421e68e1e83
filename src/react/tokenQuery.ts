import type { QueryClient, UseQueryOptions } from '@tanstack/react-query'
import { now } from '../browser/clock.ts'
import { isBrowser } from '../browser/isBrowser.ts'
import { clampTimerDelay } from '../core/clampTimerDelay.ts'
import { EmbedError } from '../core/errors.ts'
import type { EmbedToken } from '../core/token.ts'
import { createConcurrencyLimiter } from '../core/createConcurrencyLimiter.ts'
import { runTokenFetch } from './runTokenFetch.ts'
import {
  getAutomaticReason,
  getQueryState,
  getFetchDueAt,
  isFetchDue,
  getNewestToken,
  type TokenQuery,
} from './tokenQueryState.ts'
import type { TokenLoader } from './tokenLoader.ts'

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
  loader: TokenLoader,
): UseQueryOptions<EmbedToken, Error, EmbedToken, readonly unknown[]> & { suspense: false } {
  return {
    ...queryIdentity(queryKey),
    queryFn: () => fetchIfDue(findTokenQuery(client, queryKey), loader),
    refetchInterval: (query) => getRefetchInterval(query, loader),
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
const QUERY_KEY_PREFIX = 'embed-token'

/** The key of a token: who asks is part of it, so that two viewers never share one. */
export function tokenQueryKey(provider: string, tokenKey: string, viewerId: string | undefined): readonly unknown[] {
  return [QUERY_KEY_PREFIX, provider, tokenKey, viewerId ?? null]
}

/** All queries of a client that hold tokens. */
export function findTokenQueries(client: QueryClient): TokenQuery[] {
  return client.getQueryCache().findAll({ queryKey: [QUERY_KEY_PREFIX] }) as TokenQuery[]
}

/** The query of a key, made by the first embed that looks at it. */
export function findTokenQuery(client: QueryClient, queryKey: readonly unknown[]): TokenQuery {
  return client
    .getQueryCache()
    .build<EmbedToken, Error, EmbedToken, readonly unknown[]>(client, queryIdentity(queryKey))
}

/**
 * What a query is found and kept by. The hash is what react-query makes of such a key, with less ado: its own sorts what is
 * in objects, and a key of ours holds none. It is wanted in each render.
 */
function queryIdentity(queryKey: readonly unknown[]) {
  return { queryKey, queryHash: JSON.stringify(queryKey), queryKeyHashFn: undefined, gcTime: GC_TIME }
}

/** How many first tokens are asked for at once, so that a page of many embeds leaves its back end and itself some air. */
const MAX_CONCURRENT_FIRST_FETCHES = 6
/** A back end that takes longer than this holds up no other embed, in ms. */
const SLOW_FETCH_THRESHOLD = 2_000

const limitFirstFetches = createConcurrencyLimiter(MAX_CONCURRENT_FIRST_FETCHES, SLOW_FETCH_THRESHOLD)

/** When react-query is to fetch next, in ms from now. */
function getRefetchInterval(query: TokenQuery, loader: TokenLoader): number | false {
  if (query.state.fetchStatus !== 'idle') return false
  // The host cancelled the query in mid-flight: the answer is still on its way, so fetch, which joins it.
  if (getQueryState(query).inFlight) return clampTimerDelay(0)
  const at = getFetchDueAt(query, loader)
  return at === undefined ? false : clampTimerDelay(at - now())
}

/** The gate before the host's fetcher: whatever made react-query fetch, a token is asked for only when one is due. */
function fetchIfDue(query: TokenQuery, loader: TokenLoader): Promise<EmbedToken> {
  const state = getQueryState(query)
  if (state.inFlight) return state.inFlight
  const token = getNewestToken(query)
  const { error } = state.history
  if (!state.requestedReason && !isFetchDue(query, loader)) {
    if (token) return Promise.resolve(token)
    if (error) return Promise.reject(error)
  }
  const reason = state.requestedReason ?? getAutomaticReason(query)
  state.requestedReason = undefined
  const isWatched = query.getObserversCount() > 0
  const attempt = async (): Promise<EmbedToken> => {
    // While it waited for its turn, its embed or its viewer may have gone.
    const isGone = getQueryState(query) !== state || (isWatched && query.getObserversCount() === 0)
    if (isGone) throw new EmbedError('UNMOUNTED', 'The embed that waited for this token is gone.')
    return runTokenFetch(query, loader, reason)
  }
  state.inFlight = (reason === 'initial' ? limitFirstFetches(attempt) : attempt()).finally(() => {
    state.inFlight = undefined
  })
  return state.inFlight
}
