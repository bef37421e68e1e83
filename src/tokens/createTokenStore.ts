import type { QueryClient } from '@tanstack/react-query'
import { now } from '../browser/clock.ts'
import { onWake } from '../browser/wake.ts'
import type { EmbedError } from '../core/errors.ts'
import { recordWake } from '../core/refreshSchedule.ts'
import { EMPTY_TOKEN_SNAPSHOT, type TokenSnapshot } from '../core/state.ts'
import { createStore } from '../core/store.ts'
import type { EmbedToken } from '../core/token.ts'
import type { RefreshReason } from '../core/tokenFetcher.ts'
import { unmountedError } from '../core/unmountedError.ts'
import { loadToken } from './loadToken.ts'
import type { TokenLoader } from './tokenLoader.ts'
import { createTokenQuery, type TokenKey } from './tokenQuery.ts'
import {
  automaticReason,
  createTokenRecord,
  isDue,
  keepToken,
  nextFetchIn,
  toQueryResult,
  toSnapshot,
  toSnapshotForMount,
} from './tokenRecord.ts'
import type { TokenStore } from './tokenStore.ts'

/** Creates the store of one token key. */
export function createTokenStore(client: QueryClient, key: TokenKey): TokenStore {
  const { subscribe, getSnapshot, set, notify } = createStore(EMPTY_TOKEN_SNAPSHOT)
  const query = createTokenQuery(client, key, {
    load: () => loadIfDue().catch((error: EmbedError) => toQueryResult(record, error)),
    nextLoadIn: () => nextFetchIn(record, inBackground),
  })
  const holders: TokenLoader[] = []
  /** Loader of the newest holder; after the last release, of the last holder. */
  let loader: TokenLoader | undefined
  let endWatch: (() => void) | undefined
  let record = createTokenRecord()

  const isHeld = (): boolean => holders.length > 0
  const inBackground = (): boolean => [...holders, loader].some((each) => each?.refreshInBackground())
  /** Updates the snapshot. Call after each change of the record. */
  const update = (): boolean => set(toSnapshot(record))

  /** Returns the snapshot; without holders, the snapshot for the next one. */
  function read(): TokenSnapshot {
    if (!isHeld()) set(toSnapshotForMount(record))
    return getSnapshot()
  }

  function load(reason: RefreshReason): Promise<EmbedToken> {
    const own = record
    const wasHeld = isHeld()
    const getLoader = () => (own === record && (isHeld() || !wasHeld) ? loader : undefined)
    const inFlight = loadToken(own, reason, getLoader).finally(() => {
      own.inFlight = undefined
      if (own !== record) return
      update()
      query.rearm()
    })
    own.inFlight = inFlight
    update()
    return inFlight
  }

  function loadIfDue(): Promise<EmbedToken> {
    const { token, history, inFlight } = record
    if (inFlight) return inFlight
    if (loader && isDue(record, inBackground)) return load(automaticReason(record))
    return token ? Promise.resolve(token) : Promise.reject(history.error ?? unmountedError())
  }

  /** Starts or joins a fetch, and notifies react-query, unless the fetcher signed out. Unheld, the store uses `by`. */
  function fetchBy(by: TokenLoader | undefined, start: () => Promise<EmbedToken>): Promise<EmbedToken> {
    if (!isHeld()) loader = by
    const own = record
    const token = start()
    if (own === record) query.fetch()
    return token
  }

  /** Fetches if due, otherwise sets the alarm. Call after any change of the due time outside of a fetch. */
  function catchUp(): void {
    if (isDue(record, inBackground)) fetchBy(loader, loadIfDue).catch(() => {})
    else query.rearm()
  }

  function forget(): void {
    const { abortController } = record
    record = createTokenRecord()
    abortController?.abort()
    // Also without a token: embeds read whether their viewer has signed out.
    if (!update()) notify()
  }

  /** Runs the alarm, and checks the clock when the viewer comes back. */
  function watch(): () => void {
    set(toSnapshotForMount(record))
    const stopObserving = query.observe()
    const stopListening = onWake((hasReturned) => {
      if (hasReturned) record.history = recordWake(record.history, now())
      catchUp()
      update()
    })
    return () => [stopObserving, stopListening].forEach((stop) => stop())
  }

  return {
    subscribe,
    getSnapshot: read,
    isHeld,
    retain(holder) {
      holders.push(holder)
      loader = holder
      endWatch ??= watch()
      catchUp()
      return () => {
        holders.splice(holders.lastIndexOf(holder), 1)
        loader = holders.at(-1) ?? loader
        if (isHeld()) return
        endWatch?.()
        endWatch = undefined
      }
    },
    async refresh(reason, by) {
      const { error, notBefore = 0 } = record.history
      if (error && now() < notBefore) throw error
      return fetchBy(by, () => record.inFlight ?? load(reason))
    },
    request() {
      record.history = { ...record.history, isRequestedByPage: true }
      if (isHeld()) catchUp()
    },
    fetchIfDue: (by) => fetchBy(by, loadIfDue),
    seed(token) {
      if (!token.isValidAt(now()) || record.history.startedAt !== undefined || record.inFlight) return
      keepToken(record, token, token.issuedAt)
      update()
    },
    signOut() {
      forget()
      query.remove()
    },
    handleRemoved() {
      forget()
      // In a microtask: an app may clear its cache before unmounting its embeds, and then no fetch is needed.
      queueMicrotask(() => isHeld() && catchUp())
    },
    owns: query.is,
  }
}
