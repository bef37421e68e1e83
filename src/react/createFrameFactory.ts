import { now } from '../browser/clock.ts'
import { isPageHidden } from '../browser/wake.ts'
import { EmbedError } from '../core/errors.ts'
import type { FrameAction, FramesState } from '../core/frames.ts'
import { nextFrameStep } from '../core/nextFrameStep.ts'
import type { EmbedAdapter } from '../core/adapter.ts'
import { hasVisibleContent } from '../core/state.ts'
import type { EmbedToken } from '../core/token.ts'
import type { SwapTurn } from './createSwapTurn.ts'
import { isViewerUsing } from './isViewerUsing.ts'
import { resolveSrc } from './resolveSrc.ts'
import { nextSwapRetryAt } from './nextSwapRetryAt.ts'
import type { FrameConnections } from './useFrameConnections.ts'

/** What a new frame is made of, at the moment in which it is made. */
export interface FrameFactoryOptions<P, C> {
  adapter: EmbedAdapter<P, C>
  connections: FrameConnections<P, C>
  /** When a frame may be loaded beside the live one. */
  turn: SwapTurn
  /** Of the newest committed render. */
  getLatest(): {
    frames: FramesState
    props: P & { refreshInBackground?: boolean | undefined; readyTimeoutBehavior?: 'show' | 'error' | undefined }
    token: EmbedToken | undefined
    isActive: boolean
  }
  dispatch(action: FrameAction): void
  /** A birth came to nothing, and changed nothing. */
  onSkip(): void
}

/** The making of frames, one at a time. */
export interface FrameFactory {
  isCreating(): boolean
  /** Makes a frame with the newest token if one is needed by then. A call while one is under way joins it. */
  create(fetchTokenFirst?: FetchTokenFirst): Promise<void>
  /** Makes a frame in any case. */
  force(fetchTokenFirst?: FetchTokenFirst): Promise<void>
}

type FetchTokenFirst = () => Promise<EmbedToken | undefined>

/** Makes the frames of one embed. */
export function createFrameFactory<P, C>(options: FrameFactoryOptions<P, C>): FrameFactory {
  const { adapter, connections, turn, getLatest, dispatch } = options
  let creation: Promise<void> | undefined
  let isForced = false
  let fetchTokenFirst: FetchTokenFirst | undefined
  /** Of the frame that was made last: React may render something else before it. */
  let createdId = 0

  /** Whether the frames still need another one, when its turn has come at last. */
  function isNeeded(): boolean {
    const { frames, token, props } = getLatest()
    const step = nextFrameStep(frames, token, adapter.refreshStrategy(props).mode, now())
    const isUnseen = isPageHidden() && !props.refreshInBackground
    return step.type === 'create' && !isUnseen && !isViewerUsing(frames.active, connections.get(frames.active)?.iframe)
  }

  /** Whether another frame is a swap: what has nothing to show is replaced without waiting for others. */
  const hasContent = (): boolean => hasVisibleContent(getLatest().frames.active, getLatest().props.readyTimeoutBehavior)

  /** A turn that was ended is still to be used where the page went blank meanwhile. */
  async function canStart(wait: Promise<boolean>): Promise<boolean> {
    return ((await wait) || !hasContent()) && getLatest().isActive && (isForced || isNeeded())
  }

  /** Resolves with whether the frames have changed. */
  async function createFrame(): Promise<boolean> {
    const { active } = getLatest().frames
    const wait = active && hasContent() && turn.take(active, connections.get(active)?.iframe)
    if (wait && !(await canStart(wait))) return false
    const fetched = fetchTokenFirst && (await fetchTokenFirst())
    const { frames, props, token: known } = getLatest()
    const token = fetched ?? known
    if (!token?.isValidAt(now())) return false
    try {
      const src = resolveSrc(adapter, props, token, connections.get(frames.active)?.readyPage?.controller)
      // No wait where none is needed: the first frame is then part of the first commit.
      const url = src instanceof Promise ? await src : src
      // Meanwhile the viewer may have signed out.
      if (!getLatest().isActive) return false
      createdId = frames.lastId + 1
      connections.registerProps(createdId, props)
      dispatch({ type: 'created', afterId: frames.lastId, src: url.href, token })
    } catch (cause) {
      dispatch({ type: 'createFailed', error: noUrlError(adapter.name, cause), retryAt: nextSwapRetryAt(frames) })
    }
    return true
  }

  function create(fetchFirst?: FetchTokenFirst): Promise<void> {
    let didChange = false
    if (creation) return creation
    fetchTokenFirst = fetchFirst ?? fetchTokenFirst
    creation = createFrame()
      .then((changed) => void (didChange = changed))
      .finally(() => {
        creation = fetchTokenFirst = undefined
        isForced = false
        if (!didChange) options.onSkip()
      })
    return creation
  }

  return {
    isCreating: () => creation !== undefined || getLatest().frames.lastId < createdId,
    create,
    force(fetchFirst) {
      isForced = true
      // Also for a birth that still waits for its turn.
      fetchTokenFirst = fetchFirst ?? fetchTokenFirst
      return create()
    },
  }
}

function noUrlError(provider: string, cause: unknown): EmbedError {
  return new EmbedError('INVALID_PROPS', 'No URL could be made of these props.', { provider, cause, retryable: true })
}
