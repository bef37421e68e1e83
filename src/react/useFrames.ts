import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react'
import { callSafely } from '../browser/callSafely'
import { now } from '../browser/clock'
import { isPageHidden } from '../browser/wake'
import { backoffDelay, CAP_WITH_TOKEN, CAP_WITHOUT_TOKEN } from '../core/backoff'
import { clampDelay } from '../core/delay'
import { EmbedError } from '../core/errors'
import { type Frames, NO_FRAMES } from '../core/frames'
import { framesReducer } from '../core/framesReducer'
import { nextStep } from '../core/nextStep'
import type { Provider } from '../core/provider'
import type { EmbedToken } from '../core/token'
import type { EmbedProps } from './embedProps'
import type { FrameLine, LineHost } from './frameLine'
import { makeSrc } from './makeSrc'
import { takeOver } from './takeOver'
import { useFrameLines } from './useFrameLines'
import { useCommitEffect, useLatest } from './useLatest'
import type { TokenAccess } from './useTokenView'

/** How long a vendor's page may take to answer, in ms, where the host says nothing. */
const READY_TIMEOUT = 15_000

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
 * Where no token is wanted there is no frame.
 */
export function useFrames<P, C>(
  provider: Provider<P, C>,
  props: P & EmbedProps<C>,
  { view, isActive, refresh, request }: TokenAccess,
): FrameSet<C> {
  const [frames, dispatch] = useReducer(framesReducer, NO_FRAMES)
  // A lazy embed makes no frame of a token that another embed has.
  const token = isActive ? view.token : undefined
  const [, look] = useReducer((count: number) => count + 1, 0)
  const latest = useLatest({ frames, props, token, isActive, refresh, request })
  const lines = useFrameLines<P, C>()
  const birth = useRef<Promise<void>>(undefined)

  const host = useMemo<LineHost<P, C>>(() => {
    const newest = (): P & EmbedProps<C> => latest.current.props
    return {
      provider,
      dispatch,
      props: newest,
      readyTimeout: () => newest().readyTimeout ?? READY_TIMEOUT,
      requestToken: () => latest.current.request(),
      onReady: (controller) => newest().onReady?.(controller),
      onConnected(id) {
        const { live, next } = latest.current.frames
        const [from, to] = [lines.of(live), lines.of(next)]
        if (!live || next?.id !== id || !to) return
        const onError = (error: EmbedError): void => void callSafely(newest().onError, error)
        const renewal = provider.renewal(newest())
        void takeOver({ renewal, from, to, expiresAt: live.token.expiresAt, dispatch, onError })
      },
      onFailed(id, phase, error) {
        dispatch({ type: 'failed', id, phase, error, retryAt: retryTime(latest.current.frames) })
      },
    }
  }, [provider, latest, lines])

  const attach = useCallback(
    (id: number, iframe: HTMLIFrameElement) => lines.attach(id, iframe, latest.current.props, host),
    [lines, latest, host],
  )

  /** Makes a frame with the newest token. One birth at a time: who asks meanwhile gets the one under way. */
  const giveBirth = useCallback(
    (fetchFirst?: () => Promise<EmbedToken | undefined>): Promise<void> => {
      const bear = async (): Promise<void> => {
        const fetched = fetchFirst && (await fetchFirst())
        const { frames, props, token: known } = latest.current
        const token = fetched ?? known
        if (!token?.isValidAt(now())) return
        try {
          const src = makeSrc(provider, props, token, lines.of(frames.live)?.connection?.controller)
          // No wait where none is needed: the first frame is then part of the first commit.
          const url = src instanceof Promise ? await src : src
          // Meanwhile the viewer may have signed out.
          if (!latest.current.isActive) return
          lines.expect(frames.lastId + 1, props)
          dispatch({ type: 'born', after: frames.lastId, src: url.href, token })
        } catch (cause) {
          dispatch({ type: 'stillborn', error: noUrl(provider.name, cause), retryAt: retryTime(frames) })
        }
      }
      birth.current ??= bear().finally(() => {
        birth.current = undefined
        look()
      })
      return birth.current
    },
    [provider, latest, lines],
  )

  useCommitEffect(() => {
    const renewal = provider.renewal(props)
    const step = nextStep(frames, token, renewal.mode, now())
    if (!isActive && frames.live) dispatch({ type: 'dropped' })
    // What nobody sees needs no replacement, and a page that is mute while it is hidden would be replaced for ever.
    const isSeen = !isPageHidden() || props.refreshInBackground
    if (step.do === 'birth' && !birth.current && (isSeen || !frames.live)) {
      void giveBirth(step.fresh ? () => refresh('forced').catch(() => undefined) : undefined)
    }
    if (step.do === 'deliver' && renewal.mode === 'in-place') {
      const line = lines.of(step.frame)
      if (!line) return
      callSafely(() => renewal.deliver(step.token, line.channel))
      dispatch({ type: 'delivered', id: step.frame.id, token: step.token })
    }
    if (step.do === 'wait') {
      const timer = setTimeout(look, clampDelay(step.until - now()))
      return () => clearTimeout(timer)
    }
  })

  useEffect(() => lines.tell(props))

  return {
    frames,
    attach,
    reload: useCallback(() => giveBirth(() => latest.current.refresh('forced')), [giveBirth, latest]),
    liveLine: useCallback(() => lines.of(latest.current.frames.live), [latest, lines]),
  }
}

/** When a replacement that fails now may be tried again. */
function retryTime({ live, failures }: Frames): number {
  const cap = live?.token.isValidAt(now()) ? CAP_WITH_TOKEN : CAP_WITHOUT_TOKEN
  return now() + backoffDelay(failures + 1, cap, Math.random())
}

function noUrl(provider: string, cause: unknown): EmbedError {
  return new EmbedError('INVALID_PROPS', 'No URL could be made of these props.', { provider, cause, retryable: true })
}
