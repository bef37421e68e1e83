import { createTimer } from '../browser/createTimer.ts'
import { now } from '../browser/clock.ts'
import { isOffline, onWake } from '../browser/wake.ts'
import type { TokenAdapter } from '../core/adapter.ts'
import { reuse } from '../core/reuse.ts'
import { deriveTokenState, type EmbedState, EMPTY_TOKEN_SNAPSHOT, type TokenSnapshot } from '../core/state.ts'
import { createListeners, type Store } from '../core/store.ts'
import type { TokenProps } from '../core/tokenProps.ts'
import { unmountedError } from '../core/unmountedError.ts'
import type { TokenStores } from '../tokens/tokenStores.ts'
import { createTokenSubscription } from '../tokens/tokenSubscription.ts'

/** A token and its state. */
export interface TokenSessionSnapshot {
  readonly state: EmbedState
  /** The secret; undefined before the first token and after its expiry. */
  readonly token: string | undefined
}

/** A token without iframes, for an app with its own iframe. */
export interface TokenSession<P> extends Store<TokenSessionSnapshot> {
  /** Starts when the component is mounted or visible again; returns the stop function. */
  connect(): () => void
  /** Updates the props after a React commit. */
  committed(props: P): void
  /** @throws EmbedError as a rejection */
  refresh(): Promise<void>
}

/** @param isHydrating true on a server, and while React hydrates its HTML: both must render the same */
export function createTokenSession<P>(
  stores: TokenStores,
  adapter: TokenAdapter<P>,
  props: P & TokenProps,
  isHydrating: boolean,
): TokenSession<P & TokenProps> {
  let latestProps = props
  let isConnected = false
  const tokens = createTokenSubscription(stores, adapter, () => latestProps)
  tokens.setEnabled(props.enabled !== false)
  const { subscribe, notify } = createListeners()
  const timer = createTimer(update)
  let isFixed = isHydrating
  let snapshot = derive(isHydrating ? EMPTY_TOKEN_SNAPSHOT : tokens.getSnapshot())
  let lastNotified = snapshot

  function derive(tokenSnapshot: TokenSnapshot): TokenSessionSnapshot {
    const { token } = tokenSnapshot
    const context = { isEnabled: tokens.isActive(), isOffline: isOffline(), now: now() }
    return {
      state: deriveTokenState(tokenSnapshot, context),
      token: token?.isValidAt(context.now) ? token.value : undefined,
    }
  }

  /** Recomputed on each read: after a sleep a token may have expired before any timer fires. */
  function getSnapshot(): TokenSessionSnapshot {
    if (isFixed) return snapshot
    const next = derive(tokens.getSnapshot())
    snapshot = reuse(snapshot, { ...next, state: reuse(snapshot.state, next.state) })
    return snapshot
  }

  function update(): void {
    if (getSnapshot() !== lastNotified) notify()
    lastNotified = snapshot
    const { token } = tokens.getSnapshot()
    timer.set(token?.isValidAt(now()) ? token.expiresAt : Infinity)
  }

  return {
    subscribe,
    getSnapshot,
    connect() {
      isConnected = true
      isFixed = false
      const stops = [tokens.subscribe(update), onWake(update), tokens.connect()]
      return () => {
        isConnected = false
        for (const stop of stops) stop()
        timer.clear()
      }
    },
    committed(newProps) {
      latestProps = newProps
      tokens.setEnabled(newProps.enabled !== false)
    },
    async refresh() {
      if (!isConnected) throw unmountedError()
      await tokens.refresh('requested')
    },
  }
}
