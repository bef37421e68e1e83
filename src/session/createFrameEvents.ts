import { callSafely } from '../browser/callSafely.ts'
import { getViewerActivity } from '../browser/getViewerActivity.ts'
import type { EmbedAdapter } from '../core/adapter.ts'
import {
  cancelPending,
  failFrame,
  markReady,
  markReloaded,
  markTokenRequested,
  promotePending,
  rejectToken,
  resizeFrame,
} from '../core/frameTransitions.ts'
import type { FrameConnections } from './createFrameConnections.ts'
import type { FocusTransfer } from './createFocusTransfer.ts'
import { viewTransferError } from './frameErrors.ts'
import type { FrameEvents } from './frameConnection.ts'
import type { FrameSwap } from './frameSwap.ts'
import type { FrameStore } from './frameStore.ts'
import { loadSwap } from './loadSwap.ts'
import { nextSwapRetryAt } from './nextSwapRetryAt.ts'
import type { SessionProps } from './sessionProps.ts'
import { swapWithoutTransfer } from './swapWithoutTransfer.ts'

/** What the events of iframes change. */
export interface FrameEventsOptions<P, C> {
  readonly adapter: EmbedAdapter<P, C>
  readonly connections: FrameConnections<P, C>
  readonly focusTransfer: FocusTransfer
  readonly frameStore: FrameStore
  /** The newest props. */
  getProps(): P & SessionProps<C>
  /** Requests a token on behalf of the embedded page. */
  requestToken(): void
}

/** Turns what connections report into transitions of the frames. */
export function createFrameEvents<P, C>(options: FrameEventsOptions<P, C>): FrameEvents {
  const { adapter, connections, focusTransfer, frameStore, getProps } = options
  const { change } = frameStore
  let hasReportedNoTransfer = false
  const cancel = (id: number): void => change((frames) => cancelPending(frames, id))

  return {
    ready(id) {
      const { frames, latestRenderAt } = frameStore
      const [active, pending] = [connections.get(frames.active), connections.get(frames.pending)]
      if (!frames.active || pending?.id !== id) return change((before) => markReady(before, id))
      // The pending iframe is not ready for the app before it is swapped in.
      const swap: FrameSwap<P & SessionProps<C>, C> = {
        provider: adapter.name,
        refreshStrategy: adapter.refreshStrategy(getProps()),
        active,
        pending,
        activeToken: frames.active.token,
        renderBy: latestRenderAt,
        promote() {
          focusTransfer.begin(active?.iframe)
          change((before) => promotePending(before, id))
        },
        cancel: () => cancel(id),
        onError: (error) => void callSafely(getProps().onError, error),
      }
      const swapAnyway = (cause: unknown): void => {
        if (!hasReportedNoTransfer) swap.onError(viewTransferError(adapter.name, cause))
        hasReportedNoTransfer = true
        void swapWithoutTransfer(swap)
      }
      void loadSwap().then(({ swapFrames }) => swapFrames(swap), swapAnyway)
    },
    failed(id, phase, error) {
      const { frames } = frameStore
      const active = connections.get(frames.active)
      // A pending page that loaded may replace an active one that is unresponsive, too.
      const canReplace = frames.pending?.id === id && phase === 'unresponsive'
      if (canReplace && active && getViewerActivity(active.iframe).isFullscreen) return cancel(id)
      if (canReplace) focusTransfer.begin(active?.iframe)
      change((before) => failFrame(before, id, { phase, error, retryAt: nextSwapRetryAt(before) }))
    },
    reloaded: (id) => change((frames) => markReloaded(frames, id)),
    resized: (id, height) => change((frames) => resizeFrame(frames, id, height)),
    tokenRequested(id) {
      change((frames) => markTokenRequested(frames, id))
      options.requestToken()
    },
    tokenRejected: (id, error) => change((frames) => rejectToken(frames, id, error)),
  }
}
