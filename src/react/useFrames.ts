import { useCallback, useEffect, useMemo, useReducer, useState } from 'react'
import { callSafely } from '../browser/callSafely.ts'
import { now } from '../browser/clock.ts'
import { isRevisited } from '../browser/isRevisited.ts'
import { isPageHidden, onWake } from '../browser/wake.ts'
import { viewerOf } from '../browser/viewerOf.ts'
import { latestSwapAt, WORK_LOOK } from '../core/atWork.ts'
import { clampDelay } from '../core/delay.ts'
import type { EmbedError } from '../core/errors.ts'
import { type Frames, NO_FRAMES } from '../core/frames.ts'
import { framesReducer } from '../core/framesReducer.ts'
import { nextStep } from '../core/nextStep.ts'
import type { EmbedAdapter } from '../core/adapter.ts'
import { isWorthSeeing } from '../core/state.ts'
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
  readonly frames: Frames
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
  { view, isActive, refresh, request }: TokenAccess,
  initial: Initial,
): FrameSet<C> {
  // A lazy embed makes no frame of a token that another embed has.
  const token = isActive ? view.token : undefined
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
      isServerRendered: (id) => initial.isInHtml && id === first.live?.id,
      readyTimeout: () => newest().readyTimeout ?? READY_TIMEOUT,
      requestToken: () => latest.current.request(),
      onReady: (controller) => newest().onReady?.(controller),
      onConnected(id) {
        const { live, next } = latest.current.frames
        const [from, to] = [lines.of(live), lines.of(next)]
        // What is ready underneath is nobody's news until it has taken over.
        if (!live || next?.id !== id || !to) return dispatch({ type: 'ready', id })
        const onError = (error: EmbedError): void => void callSafely(newest().onError, error)
        const refreshStrategy = adapter.refreshStrategy(newest())
        const { whenSilent } = newest()
        // In the place of nothing to see, even half a page is worth being seen.
        const renderBy = () => (isWorthSeeing(live, whenSilent) ? turn.latestRenderAt(latestSwapAt(live.token)) : 0)
        const { name } = adapter
        void takeOver({ provider: name, refreshStrategy, from, to, token: live.token, renderBy, dispatch, onError })
      },
      onFailed(id, phase, error) {
        const { frames } = latest.current
        const [from, to] = [lines.of(frames.live), lines.of(frames.next)]
        const fail = (): void => dispatch({ type: 'failed', id, phase, error, retryAt: retryTime(frames) })
        // Only one that has loaded may be as good as the one on show, and take its place.
        if (to?.id !== id || phase !== 'silent') return fail()
        if (from && viewerOf(from.iframe).isFullScreen) return dispatch({ type: 'withdrawn', id })
        replace(from, to, fail)
      },
    }
  }, [adapter, latest, lines, initial, first, turn])

  const attach = useCallback((made: MadeFrame) => lines.attach(made, latest.current.props, host), [lines, latest, host])

  // While rendering, so that a token's arrival and what comes of it are one commit.
  const step = nextStep(frames, token, adapter.refreshStrategy(props).mode, now())
  if (step.do === 'deliver') dispatch({ type: 'delivered', id: step.frame.id, token: step.token })
  const isFirst = frames === NO_FRAMES && !initial.isInHtml && !births.isUnderWay()
  const src = step.do === 'birth' && isFirst && token && earlySrc(adapter, props, token)
  if (src) dispatch({ type: 'born', after: 0, src, token })

  // Before the effect that takes turns.
  useCommitEffect(() => turn.join(), [turn])

  useCommitEffect(() => {
    const { live } = frames
    if (live && live.token !== live.bornWith) lines.of(live)?.deliver(live.token)
    if (!isActive && live) dispatch({ type: 'dropped' })
    if (live && frames.next) turn.keep(live, lines.of(live)?.iframe)
    else if (!isActive || !births.isUnderWay() || !isWorthSeeing(live, props.whenSilent)) turn.end()
    if (step.do === 'birth' && !births.isUnderWay()) {
      // What nobody sees needs no replacement, and a page that is mute while it is hidden would be replaced for ever.
      if (live && isPageHidden() && !props.refreshInBackground) return onWake(() => !isPageHidden() && look())
      const isBusy = (): boolean => isInUse(live, lines.of(live)?.iframe)
      if (isBusy()) {
        const timer = setInterval(() => !isBusy() && look(), WORK_LOOK)
        return () => clearInterval(timer)
      }
      void births.give(step.fresh ? () => refresh('forced').catch(() => undefined) : undefined)
    }
    if (step.do === 'wait') {
      const timer = setTimeout(look, clampDelay(step.until - now()))
      return () => clearTimeout(timer)
    }
  })

  useEffect(() => {
    // What its address was restored to is not known, nor how long that token lasts: another frame takes over.
    const isOfHtml = initial.isInHtml && latest.current.frames.lastId === first.live?.id
    if (isOfHtml && isRevisited()) void births.force()
  }, [initial, first, births, latest])

  useEffect(() => lines.tell(props))

  return {
    frames,
    attach,
    reload: useCallback(() => births.force(() => latest.current.refresh('forced')), [births, latest]),
    liveLine: useCallback(() => lines.of(latest.current.frames.live), [latest, lines]),
  }
}
