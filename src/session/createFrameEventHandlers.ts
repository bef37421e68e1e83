import { callSafely } from '../browser/callSafely.ts'
import { getViewerActivity } from '../browser/getViewerActivity.ts'
import type { EmbedAdapter } from '../core/adapter.ts'
import { findFrame, type FramesState } from '../core/frames.ts'
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
import type { TokenSubscription } from '../tokens/tokenSubscription.ts'
import { announcePage, retractPage } from './announcePage.ts'
import type { FrameConnections } from './createFrameConnections.ts'
import type { FocusTransfer } from './createFocusTransfer.ts'
import { viewTransferError } from './frameErrors.ts'
import type { FrameEventHandlers } from './frameConnection.ts'
import type { FrameSwap } from './frameSwap.ts'
import type { FrameStore } from './frameStore.ts'
import { loadSwap } from './loadSwap.ts'
import { nextSwapRetryAt } from './nextSwapRetryAt.ts'
import type { SessionProps } from './sessionProps.ts'
import { swapWithoutTransfer } from './swapWithoutTransfer.ts'

/** Parts of a session used by the handlers. */
export interface FrameEventHandlersOptions<P, C> {
  readonly adapter: EmbedAdapter<P, C>
  readonly connections: FrameConnections<P, C>
  readonly focusTransfer: FocusTransfer
  readonly frameStore: FrameStore
  /** Returns the latest props. */
  getProps(): P & SessionProps<C>
  /** Requests tokens for the embedded page. */
  readonly tokens: Pick<TokenSubscription, 'request'>
}

/** Creates the handlers of connection events: each updates the frames, and `ready` may start a swap. */
export function createFrameEventHandlers<P, C>(options: FrameEventHandlersOptions<P, C>): FrameEventHandlers {
  const { adapter, connections, focusTransfer, frameStore, getProps } = options
  const { change } = frameStore
  let hasReportedNoTransfer = false

  /** Calls `onReady` for the page of one iframe, after the cleanup of the one for another. */
  function announce(frame: { id: number } | undefined, previous?: { id: number }): boolean {
    retractPage(connections.get(previous)?.readyPage)
    return announcePage(connections.get(frame)?.readyPage, getProps().onReady)
  }

  /** Removes the pending iframe. Its page may have been announced already. */
  function cancel(id: number): void {
    announce(frameStore.frames.active, { id })
    change((frames) => cancelPending(frames, id))
  }

  /**
   * Replaces the active iframe, unless it fills the screen: its removal would end that, so another one is created
   * later.
   */
  function replaceActive(id: number, transition: (frames: FramesState) => FramesState, isReady = false): void {
    const { active } = frameStore.frames
    const iframe = connections.get(active)?.iframe
    if (iframe && getViewerActivity(iframe).isFullscreen) return cancel(id)
    if (isReady) announce({ id }, active)
    focusTransfer.begin(iframe)
    change(transition)
  }

  return {
    ready(id) {
      const { frames, latestRenderAt } = frameStore
      const pending = connections.get(frames.pending)
      if (pending?.id !== id) {
        announce({ id })
        return change((before) => markReady(before, id))
      }
      // A pending iframe stays in phase `loading` until it is swapped in.
      const swap: FrameSwap<P & SessionProps<C>, C> = {
        adapter,
        props: getProps(),
        frames,
        active: connections.get(frames.active),
        pending,
        latestRenderAt,
        announce: () => announce(pending, frameStore.frames.active),
        promote: () => replaceActive(id, (before) => promotePending(before, id), true),
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
      const fail = (before: FramesState) => failFrame(before, id, { phase, error, retryAt: nextSwapRetryAt(before) })
      // A loaded pending page may also replace an unresponsive active page.
      if (frameStore.frames.pending?.id === id && phase === 'unresponsive') replaceActive(id, fail)
      else change(fail)
    },
    reloaded(id) {
      // It may have been a pending page, just announced.
      announce(frameStore.frames.active)
      change((frames) => markReloaded(frames, id))
    },
    resized: (id, height) => change((frames) => resizeFrame(frames, id, height)),
    tokenRequested(id) {
      change((frames) => markTokenRequested(frames, id))
      // Otherwise a newer token was just delivered.
      if (findFrame(frameStore.frames, id)?.hasRequestedToken) options.tokens.request()
    },
    tokenRejected: (id, error) => change((frames) => rejectToken(frames, id, error)),
  }
}
