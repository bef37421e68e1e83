import { useCallback, useEffect, useMemo, useReducer, useState } from 'react'
import { callSafely } from '../browser/callSafely.ts'
import { now } from '../browser/clock.ts'
import { isReloadOrBackForward } from '../browser/isReloadOrBackForward.ts'
import { isPageHidden, onWake } from '../browser/wake.ts'
import { getViewerActivity } from '../browser/getViewerActivity.ts'
import { latestSwapAt, ACTIVITY_POLL_INTERVAL } from '../core/viewerActivity.ts'
import { clampTimerDelay } from '../core/clampTimerDelay.ts'
import type { EmbedError } from '../core/errors.ts'
import { NO_FRAMES } from '../core/frames.ts'
import { framesReducer } from '../core/framesReducer.ts'
import { nextFrameStep } from '../core/nextFrameStep.ts'
import type { EmbedAdapter } from '../core/adapter.ts'
import { hasVisibleContent } from '../core/state.ts'
import { createFrameFactory } from './createFrameFactory.ts'
import { createSwapTurn } from './createSwapTurn.ts'
import type { EmbedProps } from './embedProps.ts'
import { getSrcDuringRender, createInitialFrames, type ParsedInitialToken } from './createInitialFrames.ts'
import type { FrameConnectionHost, MountedFrame, UseFramesResult } from './frameConnection.ts'
import { isViewerUsing } from './isViewerUsing.ts'
import { DEFAULT_READY_TIMEOUT } from './openFrameConnection.ts'
import { nextSwapRetryAt } from './nextSwapRetryAt.ts'
import { commitSwap, swapFrames } from './swapFrames.ts'
import { useFrameConnections } from './useFrameConnections.ts'
import { useIsomorphicLayoutEffect, useLatest } from './useLatest.ts'
import type { SharedToken } from './useSharedToken.ts'

/**
 * Keeps the frames of one embed in step with its token: after each render it asks what the next step is, and takes it.
 * Where no token is wanted there is no frame.
 */
export function useFrames<P, C>(
  adapter: EmbedAdapter<P, C>,
  props: P & EmbedProps<C>,
  { snapshot, isActive, refresh, requestFromPage }: SharedToken,
  initial: ParsedInitialToken,
): UseFramesResult<C> {
  // A lazy embed makes no frame of a token that another embed has.
  const token = isActive ? snapshot.token : undefined
  const [first] = useState(() => createInitialFrames(adapter, props, initial, token))
  const [frames, dispatch] = useReducer(framesReducer, first)
  const [, rerender] = useReducer((count: number) => count + 1, 0)
  const latest = useLatest({ frames, props, token, isActive, refresh, requestFromPage })
  const connections = useFrameConnections<P, C>()
  const [turn] = useState(createSwapTurn)

  const frameFactory = useMemo(
    () =>
      createFrameFactory({ adapter, connections, turn, getLatest: () => latest.current, dispatch, onSkip: rerender }),
    [adapter, connections, turn, latest],
  )

  const host = useMemo<FrameConnectionHost<P, C>>(() => {
    const getProps = (): P & EmbedProps<C> => latest.current.props
    return {
      adapter,
      dispatch,
      getProps,
      isServerRendered: (id) => initial.isInHtml && id === first.active?.id,
      getReadyTimeout: () => getProps().readyTimeout ?? DEFAULT_READY_TIMEOUT,
      requestToken: () => latest.current.requestFromPage(),
      onReady: (controller) => getProps().onReady?.(controller),
      onPageReady(id) {
        const { active, pending } = latest.current.frames
        const [activeConnection, pendingConnection] = [connections.get(active), connections.get(pending)]
        // What is ready underneath is nobody's news until it has taken over.
        if (!active || pending?.id !== id || !pendingConnection) return dispatch({ type: 'ready', id })
        const onError = (error: EmbedError): void => void callSafely(getProps().onError, error)
        const refreshStrategy = adapter.refreshStrategy(getProps())
        const { readyTimeoutBehavior } = getProps()
        // In the place of nothing to see, even half a page is worth being seen.
        const renderBy = () =>
          hasVisibleContent(active, readyTimeoutBehavior) ? turn.latestRenderAt(latestSwapAt(active.token)) : 0
        void swapFrames({
          provider: adapter.name,
          refreshStrategy,
          active: activeConnection,
          pending: pendingConnection,
          activeToken: active.token,
          renderBy,
          dispatch,
          onError,
        })
      },
      onFailed(id, phase, error) {
        const { frames } = latest.current
        const [active, pending] = [connections.get(frames.active), connections.get(frames.pending)]
        const fail = (): void => dispatch({ type: 'failed', id, phase, error, retryAt: nextSwapRetryAt(frames) })
        // Only one that has loaded may be as good as the one on show, and take its place.
        if (pending?.id !== id || phase !== 'unresponsive') return fail()
        if (active && getViewerActivity(active.iframe).isFullscreen) return dispatch({ type: 'cancelled', id })
        commitSwap(active, pending, fail)
      },
    }
  }, [adapter, latest, connections, initial, first, turn])

  const attach = useCallback(
    (mounted: MountedFrame) => connections.attach(mounted, latest.current.props, host),
    [connections, latest, host],
  )

  // While rendering, so that a token's arrival and what comes of it are one commit.
  const step = nextFrameStep(frames, token, adapter.refreshStrategy(props).mode, now())
  if (step.type === 'deliver') dispatch({ type: 'tokenDelivered', id: step.frame.id, token: step.token })
  const isFirst = frames === NO_FRAMES && !initial.isInHtml && !frameFactory.isCreating()
  const src = step.type === 'create' && isFirst && token && getSrcDuringRender(adapter, props, token)
  if (src) dispatch({ type: 'created', afterId: 0, src, token })

  // Before the effect that takes turns.
  useIsomorphicLayoutEffect(() => turn.join(), [turn])

  useIsomorphicLayoutEffect(() => {
    const { active } = frames
    if (active && active.token !== active.srcToken) connections.get(active)?.sendToken(active.token)
    if (!isActive && active) dispatch({ type: 'cleared' })
    if (active && frames.pending) turn.keep(active, connections.get(active)?.iframe)
    else if (!isActive || !frameFactory.isCreating() || !hasVisibleContent(active, props.readyTimeoutBehavior))
      turn.end()
    if (step.type === 'create' && !frameFactory.isCreating()) {
      // What nobody sees needs no replacement, and a page that is mute while it is hidden would be replaced for ever.
      if (active && isPageHidden() && !props.refreshInBackground) return onWake(() => !isPageHidden() && rerender())
      const isBusy = (): boolean => isViewerUsing(active, connections.get(active)?.iframe)
      if (isBusy()) {
        const timer = setInterval(() => !isBusy() && rerender(), ACTIVITY_POLL_INTERVAL)
        return () => clearInterval(timer)
      }
      void frameFactory.create(step.withNewToken ? () => refresh('forced').catch(() => undefined) : undefined)
    }
    if (step.type === 'wait') {
      const timer = setTimeout(rerender, clampTimerDelay(step.until - now()))
      return () => clearTimeout(timer)
    }
  })

  useEffect(() => {
    // What its address was restored to is not known, nor how long that token lasts: another frame takes over.
    const isOfHtml = initial.isInHtml && latest.current.frames.lastId === first.active?.id
    if (isOfHtml && isReloadOrBackForward()) void frameFactory.force()
  }, [initial, first, frameFactory, latest])

  useEffect(() => connections.updateProps(props))

  return {
    frames,
    attach,
    reload: useCallback(() => frameFactory.force(() => latest.current.refresh('forced')), [frameFactory, latest]),
    getActiveConnection: useCallback(() => connections.get(latest.current.frames.active), [latest, connections]),
  }
}
