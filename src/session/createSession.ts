import { now } from '../browser/clock.ts'
import { isBrowser } from '../browser/isBrowser.ts'
import { isReloadOrBackForward } from '../browser/isReloadOrBackForward.ts'
import { onNearViewport } from '../browser/onNearViewport.ts'
import { isOffline, isPageHidden, onWake } from '../browser/wake.ts'
import type { EmbedAdapter } from '../core/adapter.ts'
import { deriveState, type EmbedState, EMPTY_TOKEN_SNAPSHOT, type TokenSnapshot } from '../core/state.ts'
import { createListeners } from '../core/store.ts'
import type { EmbedToken } from '../core/token.ts'
import type { InitialToken } from '../core/tokenFetcher.ts'
import type { TokenStores } from '../tokens/tokenStores.ts'
import { createTokenSubscription } from '../tokens/tokenSubscription.ts'
import { createFocusTransfer } from './createFocusTransfer.ts'
import { createFrameConnections, type FrameConnections } from './createFrameConnections.ts'
import { createFrameEventHandlers } from './createFrameEventHandlers.ts'
import { createFrameStore } from './createFrameStore.ts'
import { createHandle } from './createHandle.ts'
import { createInitialFrames } from './createInitialFrames.ts'
import { createStateReporter } from './createStateReporter.ts'
import type { EmbedSession } from './embedSession.ts'
import { nextSnapshot } from './nextSnapshot.ts'
import { openFrameConnection } from './openFrameConnection.ts'
import { parseInitialToken } from './parseInitialToken.ts'
import type { SessionProps } from './sessionProps.ts'

/** Options of {@link createSession}. */
export interface SessionOptions<P, C> {
  readonly adapter: EmbedAdapter<P, C>
  readonly stores: TokenStores
  readonly props: P & SessionProps<C>
  /** Token from the server-rendered page for this embed. */
  readonly initialToken: InitialToken | undefined
  /** True on a server, and while React hydrates its HTML: both must render the same. */
  readonly isHydrating: boolean
}

/** Creates the session of an embed. Without `connect` no cleanup is needed, for sessions dropped by React. */
export function createSession<P, C>(options: SessionOptions<P, C>): EmbedSession<P & SessionProps<C>, C> {
  const { adapter, stores, isHydrating } = options
  let latestProps = options.props
  let isNear = false
  let isGone = false
  const getProps = () => latestProps
  const { subscribe, notify } = createListeners()
  const reportState = createStateReporter()
  const focusTransfer = createFocusTransfer()

  /** Document of the embed: an app may render into another window. */
  let ownDocument: Document | undefined
  const isVisible = (): boolean => ownDocument !== undefined && !isPageHidden(ownDocument)
  const tokens = createTokenSubscription(stores, adapter, getProps, isVisible)
  const getToken = () => tokens.getSnapshot().token
  const initialToken = parseInitialToken(adapter, options.props, options.initialToken, stores)
  // Not on a server, where requests may share a client.
  if (isBrowser && initialToken) tokens.seed(initialToken)
  updateEnabled()

  const connections: FrameConnections<P & SessionProps<C>, C> = createFrameConnections(
    (frame) => openFrameConnection(frame, { adapter, getProps, getToken, handlers }),
    getProps,
  )
  const frameStore = createFrameStore({
    adapter,
    connections,
    initialFrames: createInitialFrames(adapter, options.props, findFirstToken()),
    getProps,
    getToken,
    isVisible,
    isActive: tokens.isActive,
    fetchToken: () => tokens.refresh('forced'),
    onChange: update,
  })
  const handlers = createFrameEventHandlers({ adapter, connections, focusTransfer, frameStore, getProps, tokens })
  const first = frameStore.frames.active
  if (first) connections.register(first, options.props, isHydrating)
  let snapshot = nextSnapshot(
    undefined,
    getState(isHydrating ? EMPTY_TOKEN_SNAPSHOT : tokens.getSnapshot()),
    frameStore.frames,
  )

  function updateEnabled(): void {
    isNear ||= latestProps.loading !== 'lazy'
    tokens.setEnabled(latestProps.enabled !== false, isNear)
  }

  function handleNear(): void {
    isNear = true
    updateEnabled()
  }

  /** Returns the token of the first render; while hydrating, the HTML's token unless lazy or disabled. */
  function findFirstToken(): EmbedToken | undefined {
    if (isHydrating) return tokens.isActive() ? initialToken : undefined
    const token = getToken()
    return token?.isValidAt(now()) ? token : undefined
  }

  function getState(token: TokenSnapshot): EmbedState {
    const { readyTimeoutBehavior } = latestProps
    const context = { isEnabled: tokens.isActive(), isOffline: isOffline(), now: now(), readyTimeoutBehavior }
    const fetching = token.fetching || frameStore.isCreating()
    return deriveState({ ...token, fetching }, frameStore.frames, context)
  }

  function update(): void {
    const previous = snapshot
    snapshot = nextSnapshot(previous, getState(tokens.getSnapshot()), frameStore.frames)
    if (snapshot !== previous) notify()
  }

  return {
    subscribe,
    getSnapshot: () => snapshot,
    attach: connections.attach,
    loaded: connections.loaded,
    report: () => reportState(snapshot.state, latestProps),
    committed(props) {
      focusTransfer.finish(connections.get(frameStore.frames.active)?.iframe)
      if (props === latestProps) return
      latestProps = props
      connections.updateProps(props)
      updateEnabled()
      frameStore.change()
    },
    connect(root) {
      isGone = false
      ownDocument = root.ownerDocument
      const check = (): void => frameStore.change()
      const stops = [frameStore.start(), tokens.subscribe(check), onWake(check, ownDocument), tokens.connect()]
      if (!isNear) stops.push(onNearViewport(root, handleNear))
      // The browser may have restored another URL, with an unknown token, to an iframe.
      const isRestorable = isHydrating && first && frameStore.frames.lastId === first.id
      if (isRestorable && isReloadOrBackForward()) void frameStore.reload()
      return () => {
        isGone = true
        for (const stop of stops) stop()
      }
    },
    handle: createHandle({
      getState: () => snapshot.state,
      connections,
      frameStore,
      isGone: () => isGone,
      refresh: () => tokens.refresh('requested'),
      reload: () => frameStore.reload(() => tokens.refresh('forced')),
    }),
  }
}
