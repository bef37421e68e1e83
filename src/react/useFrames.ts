import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react'
import { now } from '../browser/clock'
import { withDeadline } from '../core/deadline'
import { backoffDelay, CAP_WITH_TOKEN, CAP_WITHOUT_TOKEN } from '../core/backoff'
import { clampDelay } from '../core/delay'
import { EmbedError } from '../core/errors'
import { type Frames, NO_FRAMES } from '../core/frames'
import { framesReducer } from '../core/framesReducer'
import { nextStep } from '../core/nextStep'
import type { Provider } from '../core/provider'
import type { EmbedToken } from '../core/token'
import type { EmbedProps } from './embedProps'
import { type FrameLine, type LineHost, openFrameLine } from './openFrameLine'
import { takeOver } from './takeOver'
import { useCommitEffect, useLatest } from './useLatest'
import type { Refresh } from './useTokenView'

/** How long a vendor's page may take to answer, in ms, where the host says nothing. */
const READY_TIMEOUT = 15_000
/** How long the live page may take to say where the next one should start, in ms. */
const SRC_TIMEOUT = 2_000

/** The frames of one embed, and what may be done to them. */
export interface FrameSet<C> {
  readonly frames: Frames
  /** Connects an iframe that React has just made; returns what ends it when the element leaves. */
  attach(id: number, iframe: HTMLIFrameElement): () => void
  /** Loads the page anew, in a new frame with a new token. */
  reload(): Promise<void>
  /** The line to the frame on show. */
  liveLine(): FrameLine<unknown, C> | undefined
}

/**
 * Keeps the frames of one embed in step with its token: after each render it asks what the next step is, and takes it.
 *
 * @param token the newest
 */
export function useFrames<P, C>(
  provider: Provider<P, C>,
  props: P & EmbedProps<C>,
  token: EmbedToken | undefined,
  refresh: Refresh,
): FrameSet<C> {
  const [frames, dispatch] = useReducer(framesReducer, NO_FRAMES)
  const [, look] = useState(0)
  const latest = useLatest({ frames, props, token, refresh })
  const lines = useRef(new Map<number, FrameLine<P, C>>())
  const isGivingBirth = useRef(false)

  const lineOf = useCallback((frame: { id: number } | undefined) => frame && lines.current.get(frame.id), [])

  const host = useMemo<LineHost<P, C>>(() => {
    const newest = (): P & EmbedProps<C> => latest.current.props
    return {
      provider,
      dispatch,
      props: newest,
      readyTimeout: () => newest().readyTimeout ?? READY_TIMEOUT,
      requestToken: (reason) => void latest.current.refresh(reason).catch(() => {}),
      onReady: (controller) => newest().onReady?.(controller),
      onConnected(id) {
        const { live, next } = latest.current.frames
        const [from, to] = [lineOf(live), lineOf(next)]
        if (!live || next?.id !== id || !to) return
        const { expiresAt } = live.token
        void takeOver({ renewal: provider.renewal(newest()), from, to, expiresAt, dispatch, onError: newest().onError })
      },
      onFailed(id, phase, error) {
        const { live, failures } = latest.current.frames
        const cap = live?.token.isValidAt(now()) ? CAP_WITH_TOKEN : CAP_WITHOUT_TOKEN
        const retryAt = now() + backoffDelay(failures + 1, cap, Math.random())
        dispatch({ type: 'failed', id, phase, error, retryAt })
      },
    }
  }, [provider, latest, lineOf])

  const attach = useCallback(
    (id: number, iframe: HTMLIFrameElement) => {
      const known = lines.current.get(id)
      const line = known?.iframe === iframe ? known : openFrameLine(id, iframe, host)
      lines.current.set(id, line)
      return () => queueMicrotask(() => retireIfGone(lines.current, line))
    },
    [host],
  )

  const giveBirth = useCallback(
    async (isFresh: boolean) => {
      if (isGivingBirth.current) return
      isGivingBirth.current = true
      const { frames, props, token: known, refresh } = latest.current
      try {
        const token = isFresh ? ((await refresh('forced').catch(() => undefined)) ?? known) : known
        if (!token) return
        const src = makeSrc(provider, props, token, lineOf(frames.live)?.connection?.controller)
        // No wait where none is needed: the first frame is then part of the first commit.
        const url = src instanceof Promise ? await src : src
        dispatch({ type: 'born', after: frames.lastId, src: url.href, token })
      } catch (cause) {
        props.onError?.(new EmbedError('HANDOVER_FAILED', `${provider.name} made no URL for a frame.`, { cause }))
      } finally {
        isGivingBirth.current = false
      }
    },
    [provider, latest, lineOf],
  )

  useCommitEffect(() => {
    const renewal = provider.renewal(props)
    const step = nextStep(frames, token, renewal.mode, now())
    if (step.do === 'birth') void giveBirth(step.fresh)
    if (step.do === 'deliver' && renewal.mode === 'in-place') {
      const line = lineOf(step.frame)
      if (!line?.connection) return
      renewal.deliver(step.token, line.channel, line.connection.controller)
      dispatch({ type: 'delivered', id: step.frame.id, token: step.token })
    }
    if (step.do === 'wait') {
      const timer = setTimeout(() => look((n) => n + 1), clampDelay(step.until - now()))
      return () => clearTimeout(timer)
    }
  })

  useEffect(() => {
    for (const line of lines.current.values()) line.tell(props)
  })

  return {
    frames,
    attach,
    reload: useCallback(() => giveBirth(true), [giveBirth]),
    liveLine: useCallback(() => lineOf(latest.current.frames.live), [latest, lineOf]),
  }
}

/** Where a frame starts. A live page that does not say where it stands in time is not waited for. */
function makeSrc<P, C>(provider: Provider<P, C>, props: P, token: EmbedToken, from: C | undefined): URL | Promise<URL> {
  const src = provider.src(props, token, from)
  if (!(src instanceof Promise)) return src
  const late = (): Error => new EmbedError('NO_ANSWER', 'The page on show did not say where it stands.')
  return withDeadline(src, SRC_TIMEOUT, late).catch(() => provider.src(props, token))
}

/** React ends an effect also where the element stays: under StrictMode, and while Activity hides it. */
function retireIfGone<P, C>(lines: Map<number, FrameLine<P, C>>, line: FrameLine<P, C>): void {
  if (line.iframe.isConnected) return
  line.retire()
  if (lines.get(line.id) === line) lines.delete(line.id)
}
