import type { QueryClient } from '@tanstack/react-query'
import { now } from '../browser/clock.ts'
import { onWake } from '../browser/wake.ts'
import { clampTimerDelay } from '../core/clampTimerDelay.ts'
import { recordWake } from '../core/refreshSchedule.ts'
import { isShallowEqual } from '../core/isShallowEqual.ts'
import { EMPTY_TOKEN_SNAPSHOT } from '../core/state.ts'
import { createListeners } from '../core/store.ts'
import type { EmbedToken } from '../core/token.ts'
import type { RefreshReason } from '../core/tokenFetcher.ts'
import { loadInTurn } from './loadToken.ts'
import { NO_LOADER, type TokenLoader } from './tokenLoader.ts'
import { createTokenQuery, type TokenKey } from './tokenQuery.ts'
import { automaticReason, createTokenRecord, dueAt, keepToken, toSnapshot } from './tokenRecord.ts'
import type { TokenStore } from './tokenStore.ts'

/** Creates the store of one token key. */
export function createTokenStore(client: QueryClient, key: TokenKey): TokenStore {
  const { subscribe, notify } = createListeners()
  const query = createTokenQuery(client, key, { load: () => loadIfDue(loader), nextLoadIn })
  const holders: TokenLoader[] = []
  /** Of the newest holder, or of whoever came last. */
  let loader = NO_LOADER
  let endWatch: (() => void) | undefined
  let record = createTokenRecord()
  let snapshot = EMPTY_TOKEN_SNAPSHOT

  const isHeld = (): boolean => holders.length > 0

  /** After each change of the record. */
  function update(): void {
    const next = toSnapshot(record)
    if (isShallowEqual(snapshot, next)) return
    snapshot = next
    notify()
  }

  function load(reason: RefreshReason, by: TokenLoader): Promise<EmbedToken> {
    const own = record
    const wasHeld = isHeld()
    const isWanted = (): boolean => own === record && (isHeld() || !wasHeld)
    const token = loadInTurn(own, by, reason, isWanted).finally(() => {
      own.inFlight = undefined
      if (own !== record) return
      query.rearm()
      update()
    })
    own.inFlight = token
    update()
    return token
  }

  function loadIfDue(by: TokenLoader): Promise<EmbedToken> {
    const { token, history, inFlight } = record
    if (inFlight) return inFlight
    if (nextLoadAt(by) > now()) {
      if (token) return Promise.resolve(token)
      if (history.error) return Promise.reject(history.error)
    }
    return load(automaticReason(record), by)
  }

  /** When a fetch is due without anybody's request. */
  function nextLoadAt(by = loader): number {
    return dueAt(record, () => [...holders, by].some((each) => each.refreshInBackground()))
  }

  function nextLoadIn(): number | false {
    const at = record.inFlight ? Infinity : nextLoadAt()
    // Timers take whole ms, and one that is early finds nothing due.
    return at === Infinity ? false : clampTimerDelay(Math.ceil(at - now()))
  }

  /** What is due may have changed without react-query's knowledge. */
  function catchUp(): void {
    if (nextLoadAt() <= now()) query.fetch()
    else query.rearm()
  }

  function forget(): void {
    record = createTokenRecord()
    snapshot = EMPTY_TOKEN_SNAPSHOT
    notify()
    // Not at once: an app that empties its cache may be about to unmount its embeds.
    queueMicrotask(() => isHeld() && catchUp())
  }

  /** Runs the alarm, and looks at the clock when the viewer comes back. */
  function watch(): () => void {
    const stopObserving = query.observe()
    const stopListening = onWake((hasViewerReturned) => {
      if (hasViewerReturned) record.history = recordWake(record.history, now())
      catchUp()
      update()
    })
    return () => {
      stopObserving()
      stopListening()
    }
  }

  return {
    subscribe,
    getSnapshot: () => snapshot,
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
      const token = record.inFlight ?? load(reason, by)
      query.fetch()
      return token
    },
    request() {
      record.history = { ...record.history, isRequestedByPage: true }
      // An embed that React hides catches up when it is shown.
      if (isHeld()) catchUp()
    },
    fetchIfDue(by) {
      if (!isHeld()) loader = by
      const token = loadIfDue(by)
      query.fetch()
      return token
    },
    seed(token) {
      if (!token.isValidAt(now()) || record.history.startedAt !== undefined) return
      keepToken(record, token, token.issuedAt)
      update()
    },
    reset() {
      record.abortController?.abort()
      forget()
      query.remove()
    },
    forget,
    owns: query.is,
  }
}
