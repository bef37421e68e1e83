import { now } from '../browser/clock.ts'
import { isPageHidden } from '../browser/wake.ts'
import { EmbedError } from '../core/errors.ts'
import type { FrameAction, FramesState } from '../core/frames.ts'
import { nextFrameStep } from '../core/nextFrameStep.ts'
import type { EmbedAdapter } from '../core/adapter.ts'
import { hasVisibleContent } from '../core/state.ts'
import type { EmbedToken } from '../core/token.ts'
import type { SwapTurn } from './createSwapTurn.ts'
import { isInUse } from './isInUse.ts'
import { makeSrc } from './makeSrc.ts'
import { retryTime } from './retryTime.ts'
import type { FrameLines } from './useFrameLines.ts'

/** What a new frame is made of, at the moment in which it is made. */
export interface BirthHost<P, C> {
  adapter: EmbedAdapter<P, C>
  lines: FrameLines<P, C>
  /** When a frame may be loaded beside the live one. */
  turn: SwapTurn
  /** Of the newest committed render. */
  latest(): {
    frames: FramesState
    props: P & { refreshInBackground?: boolean | undefined; whenSilent?: 'show' | 'error' | undefined }
    token: EmbedToken | undefined
    isActive: boolean
  }
  dispatch(event: FrameAction): void
  /** A birth came to nothing, and changed nothing. */
  onNothing(): void
}

/** The making of frames, one at a time. */
export interface Births {
  isUnderWay(): boolean
  /** Makes a frame with the newest token if one is needed by then. A call while one is under way joins it. */
  give(fetchFirst?: FetchFirst): Promise<void>
  /** Makes a frame in any case. */
  force(fetchFirst?: FetchFirst): Promise<void>
}

type FetchFirst = () => Promise<EmbedToken | undefined>

/** Makes the frames of one embed. */
export function createBirths<P, C>(host: BirthHost<P, C>): Births {
  const { adapter, lines, turn, latest, dispatch } = host
  let underWay: Promise<void> | undefined
  let isForced = false
  let fetchFirst: FetchFirst | undefined
  /** Of the frame that was made last: React may render something else before it. */
  let bornId = 0

  /** Whether the frames still need another one, when its turn has come at last. */
  function isNeeded(): boolean {
    const { frames, token, props } = latest()
    const step = nextFrameStep(frames, token, adapter.refreshStrategy(props).mode, now())
    const isUnseen = isPageHidden() && !props.refreshInBackground
    return step.type === 'create' && !isUnseen && !isInUse(frames.active, lines.of(frames.active)?.iframe)
  }

  /** Whether another frame is a swap: what has nothing to show is replaced without waiting for others. */
  const hasPicture = (): boolean => hasVisibleContent(latest().frames.active, latest().props.whenSilent)

  /** A turn that was ended is still to be used where the page went blank meanwhile. */
  async function mayBegin(wait: Promise<boolean>): Promise<boolean> {
    return ((await wait) || !hasPicture()) && latest().isActive && (isForced || isNeeded())
  }

  /** Resolves with whether the frames have changed. */
  async function bear(): Promise<boolean> {
    const { active } = latest().frames
    const wait = active && hasPicture() && turn.take(active, lines.of(active)?.iframe)
    if (wait && !(await mayBegin(wait))) return false
    const fetched = fetchFirst && (await fetchFirst())
    const { frames, props, token: known } = latest()
    const token = fetched ?? known
    if (!token?.isValidAt(now())) return false
    try {
      const src = makeSrc(adapter, props, token, lines.of(frames.active)?.connection?.controller)
      // No wait where none is needed: the first frame is then part of the first commit.
      const url = src instanceof Promise ? await src : src
      // Meanwhile the viewer may have signed out.
      if (!latest().isActive) return false
      bornId = frames.lastId + 1
      lines.expect(bornId, props)
      dispatch({ type: 'created', afterId: frames.lastId, src: url.href, token })
    } catch (cause) {
      dispatch({ type: 'createFailed', error: noUrl(adapter.name, cause), retryAt: retryTime(frames) })
    }
    return true
  }

  function give(fetch?: FetchFirst): Promise<void> {
    let hasChanged = false
    if (underWay) return underWay
    fetchFirst = fetch ?? fetchFirst
    underWay = bear()
      .then((changed) => void (hasChanged = changed))
      .finally(() => {
        underWay = fetchFirst = undefined
        isForced = false
        if (!hasChanged) host.onNothing()
      })
    return underWay
  }

  return {
    isUnderWay: () => underWay !== undefined || latest().frames.lastId < bornId,
    give,
    force(fetch) {
      isForced = true
      // Also for a birth that still waits for its turn.
      fetchFirst = fetch ?? fetchFirst
      return give()
    },
  }
}

function noUrl(provider: string, cause: unknown): EmbedError {
  return new EmbedError('INVALID_PROPS', 'No URL could be made of these props.', { provider, cause, retryable: true })
}
