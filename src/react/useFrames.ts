import { useCallback, useEffect, useMemo, useReducer, useState } from 'react'
import { callSafely } from '../browser/callSafely.ts'
import { now } from '../browser/clock.ts'
import { isReloadOrBackForward } from '../browser/isReloadOrBackForward.ts'
import { isPageHidden, onWake } from '../browser/wake.ts'
import { getViewerActivity } from '../browser/getViewerActivity.ts'
import { latestSwapAt, ACTIVITY_POLL_INTERVAL } from '../core/viewerActivity.ts'
import { clampTimerDelay } from '../core/clampTimerDelay.ts'
import type { EmbedError } from '../core/errors.ts'
import { type FramesState, NO_FRAMES } from '../core/frames.ts'
import { framesReducer } from '../core/framesReducer.ts'
import { nextFrameStep } from '../core/nextFrameStep.ts'
import type { EmbedAdapter } from '../core/adapter.ts'
import { hasVisibleContent } from '../core/state.ts'
import { createBirths } from './createBirths.ts'
import { createSwapTurn } from './createSwapTurn.ts'
import type { EmbedProps } from './embedProps.ts'
import { earlySrc, firstFrames, type Initial } from './firstFrames.ts'
import type { FrameLine, LineHost, MadeFrame } from './frameLine.ts'
import { isInUse } from './isInUse.ts'
import { retryTime } from './retryTime.ts'
import { replace, takeOver } from './takeOver.ts'
import { useFrameLines } from './useFrameLines.ts'
import { useCommitEffect, useLatest } from './useLatest.ts'
import type { TokenAccess } from './useTokenView.ts'

/** How long a vendor's page may take to answer, in ms, where the host says nothing. */
const READY_TIMEOUT = 15_000

/** The frames of one embed, and what may be done to them. */
export interface FrameSet<C> {
  readonly frames: FramesState
  /** Connects an iframe that React has just made; returns what ends it when the element leaves. */
  attach(made: MadeFrame): () => void
  /** Loads the page anew, in a new frame with a new token. */
  reload(): Promise<void>
  /** The line to the frame on show. */
  liveLine(): FrameLine<unknown, C> | undefined
}

/**
 * Keeps the frames of one embed in step with its token: after each render it asks what the next step is, and takes it.
 * Where no token is wanted there is no frame.
 */
export function useFrames<P, C>(
  adapter: EmbedAdapter<P, C>,
  props: P & EmbedProps<C>,
  { snapshot, isActive, refresh, request }: TokenAccess,
  initial: Initial,
): FrameSet<C> {
  // A lazy embed makes no frame of a token that another embed has.
  const token = isActive ? snapshot.token : undefined
  const [first] = useState(() => firstFrames(adapter, props, initial, token))
  const [frames, dispatch] = useReducer(framesReducer, first)
  const [, look] = useReducer((count: number) => count + 1, 0)
  const latest = useLatest({ frames, props, token, isActive, refresh, request })
  const lines = useFrameLines<P, C>()
  const [turn] = useState(createSwapTurn)

  const births = useMemo(
    () => createBirths({ adapter, lines, turn, latest: () => latest.current, dispatch, onNothing: look }),
    [adapter, lines, turn, latest],
  )

  const host = useMemo<LineHost<P, C>>(() => {
    const newest = (): P & EmbedProps<C> => latest.current.props
    return {
      adapter,
      dispatch,
      props: newest,
      isServerRendered: (id) => initial.isInHtml && id === first.active?.id,
      readyTimeout: () => newest().readyTimeout ?? READY_TIMEOUT,
      requestToken: () => latest.current.request(),
      onReady: (controller) => newest().onReady?.(controller),
      onConnected(id) {
        const { active, pending } = latest.current.frames
        const [from, to] = [lines.of(active), lines.of(pending)]
        // What is ready underneath is nobody's news until it has taken over.
        if (!active || pending?.id !== id || !to) return dispatch({ type: 'ready', id })
        const onError = (error: EmbedError): void => void callSafely(newest().onError, error)
        const refreshStrategy = adapter.refreshStrategy(newest())
        const { whenSilent } = newest()
        // In the place of nothing to see, even half a page is worth being seen.
        const renderBy = () =>
          hasVisibleContent(active, whenSilent) ? turn.latestRenderAt(latestSwapAt(active.token)) : 0
        const { name } = adapter
        void takeOver({ provider: name, refreshStrategy, from, to, token: active.token, renderBy, dispatch, onError })
      },
      onFailed(id, phase, error) {
        const { frames } = latest.current
        const [from, to] = [lines.of(frames.active), lines.of(frames.pending)]
        const fail = (): void => dispatch({ type: 'failed', id, phase, error, retryAt: retryTime(frames) })
        // Only one that has loaded may be as good as the one on show, and take its place.
        if (to?.id !== id || phase !== 'unresponsive') return fail()
        if (from && getViewerActivity(from.iframe).isFullscreen) return dispatch({ type: 'cancelled', id })
        replace(from, to, fail)
      },
    }
  }, [adapter, latest, lines, initial, first, turn])

  const attach = useCallback((made: MadeFrame) => lines.attach(made, latest.current.props, host), [lines, latest, host])

  // While rendering, so that a token's arrival and what comes of it are one commit.
  const step = nextFrameStep(frames, token, adapter.refreshStrategy(props).mode, now())
  if (step.type === 'deliver') dispatch({ type: 'tokenDelivered', id: step.frame.id, token: step.token })
  const isFirst = frames === NO_FRAMES && !initial.isInHtml && !births.isUnderWay()
  const src = step.type === 'create' && isFirst && token && earlySrc(adapter, props, token)
  if (src) dispatch({ type: 'created', afterId: 0, src, token })

  // Before the effect that takes turns.
  useCommitEffect(() => turn.join(), [turn])

  useCommitEffect(() => {
    const { active } = frames
    if (active && active.token !== active.srcToken) lines.of(active)?.deliver(active.token)
    if (!isActive && active) dispatch({ type: 'cleared' })
    if (active && frames.pending) turn.keep(active, lines.of(active)?.iframe)
    else if (!isActive || !births.isUnderWay() || !hasVisibleContent(active, props.whenSilent)) turn.end()
    if (step.type === 'create' && !births.isUnderWay()) {
      // What nobody sees needs no replacement, and a page that is mute while it is hidden would be replaced for ever.
      if (active && isPageHidden() && !props.refreshInBackground) return onWake(() => !isPageHidden() && look())
      const isBusy = (): boolean => isInUse(active, lines.of(active)?.iframe)
      if (isBusy()) {
        const timer = setInterval(() => !isBusy() && look(), ACTIVITY_POLL_INTERVAL)
        return () => clearInterval(timer)
      }
      void births.give(step.withNewToken ? () => refresh('forced').catch(() => undefined) : undefined)
    }
    if (step.type === 'wait') {
      const timer = setTimeout(look, clampTimerDelay(step.until - now()))
      return () => clearTimeout(timer)
    }
  })

  useEffect(() => {
    // What its address was restored to is not known, nor how long that token lasts: another frame takes over.
    const isOfHtml = initial.isInHtml && latest.current.frames.lastId === first.active?.id
    if (isOfHtml && isReloadOrBackForward()) void births.force()
  }, [initial, first, births, latest])

  useEffect(() => lines.tell(props))

  return {
    frames,
    attach,
    reload: useCallback(() => births.force(() => latest.current.refresh('forced')), [births, latest]),
    liveLine: useCallback(() => lines.of(latest.current.frames.active), [latest, lines]),
  }
}
