import { createTimer } from '../browser/createTimer.ts'
import { now } from '../browser/clock.ts'
import type { EmbedAdapter } from '../core/adapter.ts'
import { type FramesState, tokenOfFrame } from '../core/frames.ts'
import { clearFrames, deliverToken } from '../core/frameTransitions.ts'
import { type FrameStep, nextFrameStep } from '../core/nextFrameStep.ts'
import { hasVisibleContent } from '../core/state.ts'
import type { EmbedToken } from '../core/token.ts'
import { ACTIVITY_POLL_INTERVAL, latestSwapAt } from '../core/viewerActivity.ts'
import type { FrameConnections } from './createFrameConnections.ts'
import { createFrameFactory } from './createFrameFactory.ts'
import { createSwapTurn } from './createSwapTurn.ts'
import type { FrameStore } from './frameStore.ts'
import { isEmbedBusy } from './isEmbedBusy.ts'
import type { SessionProps } from './sessionProps.ts'

/** Parts of a session used by a frame store. */
export interface FrameStoreOptions<P, C> {
  readonly adapter: EmbedAdapter<P, C>
  readonly connections: FrameConnections<P, C>
  readonly initialFrames: FramesState
  /** Returns the latest props. */
  getProps(): P & SessionProps<C>
  /** Returns the newest token; undefined if the embed needs none. */
  getToken(): EmbedToken | undefined
  /** Returns whether the embed's page or window is visible to the viewer. */
  isVisible(): boolean
  /** Returns whether the embed needs a token: false while lazy and far away, and after a sign-out. */
  isActive(): boolean
  /** Fetches a token before the scheduled refresh, because the current token does not work. */
  fetchToken(): Promise<EmbedToken>
  /** Called when the frames may have changed. */
  onChange(): void
}

export function createFrameStore<P, C>(options: FrameStoreOptions<P, C>): FrameStore {
  const { adapter, connections, getProps, getToken, isActive, fetchToken, onChange } = options
  let frames = options.initialFrames
  let isStarted = false
  let isChanging = false
  /** Whether anything has changed since the last steps. */
  let isStale = false
  const timer = createTimer(() => change())
  const turn = createSwapTurn()
  const factory = createFrameFactory({
    adapter,
    connections,
    getFrames: () => frames,
    getProps,
    getToken,
    isActive,
    isNeeded: () => nextStep().type === 'create' && !isUnseen() && !isBusy(),
    waitForTurn() {
      const { active } = frames
      if (!active || !hasContent()) return undefined
      // A blank iframe is replaced without queueing.
      return turn.take(active, connections.get(active)?.iframe).then((isItsTurn) => isItsTurn || !hasContent())
    },
    change,
  })

  const nextStep = (): FrameStep => nextFrameStep(frames, getToken(), adapter.refreshStrategy(getProps()), now())
  const hasContent = (): boolean => hasVisibleContent(frames.active, getProps().readyTimeoutBehavior)
  /** Swaps wait while the page is invisible: a hidden page may never respond, and would be retried endlessly. */
  const isUnseen = (): boolean => !options.isVisible() && !getProps().refreshInBackground

  const isBusy = (): boolean => isEmbedBusy(frames.active, connections.get(frames.active)?.iframe)

  function change(transition?: (frames: FramesState) => FramesState): void {
    frames = transition?.(frames) ?? frames
    isStale = true
    // Called from within a step: the loop below continues.
    if (isChanging) return
    isChanging = true
    try {
      while (isStarted && isStale) advance()
    } finally {
      isChanging = false
    }
    onChange()
  }

  /** Takes all due steps, then sets the timer for the next step. */
  function advance(): void {
    isStale = false
    // First, so that an iframe that was loading takes another turn for its swap.
    updateTurn()
    let checkAt = takeSteps()
    // A step calls the app's code, which may have unmounted the embed.
    if (!isStarted) return
    if (!isActive() && frames.active) frames = clearFrames(frames)
    const { active } = frames
    const expiresAt = active ? tokenOfFrame(active, getToken()).expiresAt : Infinity
    // The state changes when the token expires.
    if (expiresAt > now()) checkAt = Math.min(checkAt, expiresAt)
    timer.set(checkAt)
    updateTurn()
  }

  /** A load takes a turn. At first there is nothing to see, so that load does not wait: swaps wait for it. */
  function updateTurn(): void {
    const { active, pending } = frames
    if (active && (pending || active.phase === 'loading')) turn.keep(active, connections.get(active)?.iframe)
    else if (!isActive() || !factory.isCreating() || !hasContent()) turn.end()
  }

  /** Returns when to check again; Infinity if only an event can make a step due. */
  function takeSteps(): number {
    while (isStarted) {
      const step = nextStep()
      if (step.type === 'none') return Infinity
      if (step.type === 'wait') return step.until
      if (step.type === 'deliver') {
        frames = deliverToken(frames, step.frame.id, step.token)
        connections.get(step.frame)?.sendToken(step.token)
        continue
      }
      if (factory.isCreating() || (frames.active && isUnseen())) return Infinity
      if (isBusy()) return now() + ACTIVITY_POLL_INTERVAL
      const before = frames
      void factory.create(step.withNewToken ? () => fetchToken().catch(() => undefined) : undefined)
      if (frames === before) return Infinity
    }
    return Infinity
  }

  return {
    get frames() {
      return frames
    },
    change,
    isCreating: factory.isCreating,
    reload: factory.force,
    latestRenderAt() {
      const { active } = frames
      // Without visible content even a half-rendered page is better; and a hidden page renders nothing.
      return active && hasContent() && options.isVisible() ? turn.latestRenderAt(latestSwapAt(active.token)) : 0
    },
    start() {
      isStarted = true
      return () => {
        isStarted = false
        timer.clear()
        turn.end()
      }
    },
  }
}
