import { now } from '../browser/clock.ts'
import type { EmbedAdapter } from '../core/adapter.ts'
import { EmbedError } from '../core/errors.ts'
import type { FramesState } from '../core/frames.ts'
import { addFrame, failCreation } from '../core/frameTransitions.ts'
import type { EmbedToken } from '../core/token.ts'
import type { FrameConnections } from './createFrameConnections.ts'
import { nextSwapRetryAt } from './nextSwapRetryAt.ts'
import { resolveSrc } from './resolveSrc.ts'

/** Parts of a session used by a frame factory. */
export interface FrameFactoryOptions<P, C> {
  readonly adapter: EmbedAdapter<P, C>
  readonly connections: FrameConnections<P, C>
  getFrames(): FramesState
  /** Returns the latest props. */
  getProps(): P
  /** Returns the newest token; undefined if the embed needs none. */
  getToken(): EmbedToken | undefined
  /** Returns whether the embed needs a token: false after a sign-out. */
  isActive(): boolean
  /** Returns whether the frames still need another iframe. */
  isNeeded(): boolean
  /** Resolves with whether a second iframe may load; undefined for immediately. */
  waitForTurn(): Promise<boolean> | undefined
  /** Updates the frames, and takes all due steps. */
  change(transition?: (frames: FramesState) => FramesState): void
}

/** Creates the iframes of one embed, one at a time. */
export interface FrameFactory {
  isCreating(): boolean
  /** Creates an iframe with the newest token, if still needed after queueing. Joins a creation in progress. */
  create(fetchTokenFirst?: FetchToken): Promise<void>
  /** Creates an iframe even if not needed. */
  force(fetchTokenFirst?: FetchToken): Promise<void>
}

type FetchToken = () => Promise<EmbedToken | undefined>

export function createFrameFactory<P, C>(options: FrameFactoryOptions<P, C>): FrameFactory {
  const { adapter, connections, getFrames, getProps, getToken, isActive, change } = options
  let creation: Promise<void> | undefined
  let isForced = false
  let fetchTokenFirst: FetchToken | undefined

  async function createFrame(): Promise<void> {
    const wait = options.waitForTurn()
    if (wait && !((await wait) && isActive() && (isForced || options.isNeeded()))) return
    const fetched = fetchTokenFirst && (await fetchTokenFirst())
    fetchTokenFirst = undefined
    const token = fetched ?? getToken()
    if (!token?.isValidAt(now())) return
    const props = getProps()
    let url: URL
    try {
      const src = resolveSrc(adapter, props, token, connections.get(getFrames().active)?.readyPage?.controller)
      // No await without a promise, so that the iframe is part of the same commit.
      url = src instanceof Promise ? await src : src
    } catch (cause) {
      if (!token.equals(getToken())) return
      const error = noUrlError(adapter.name, cause)
      return change((frames) => failCreation(frames, error, nextSwapRetryAt(frames)))
    }
    // The viewer may have signed out meanwhile, or a newer token may have arrived.
    if (!token.equals(getToken())) return createFrame()
    connections.register({ id: getFrames().lastId + 1, src: url.href }, props)
    change((frames) => addFrame(frames, url.href, token))
  }

  function create(fetchFirst?: FetchToken): Promise<void> {
    // Also applies to a queued creation.
    fetchTokenFirst = fetchFirst ?? fetchTokenFirst
    if (creation) return creation
    creation = createFrame().finally(() => {
      creation = fetchTokenFirst = undefined
      isForced = false
      change()
    })
    return creation
  }

  return {
    isCreating: () => creation !== undefined,
    create,
    force(fetchFirst) {
      isForced = true
      return create(fetchFirst)
    },
  }
}

function noUrlError(provider: string, cause: unknown): EmbedError {
  return new EmbedError('INVALID_PROPS', 'Could not build the iframe URL from these props.', {
    provider,
    cause,
    retryable: true,
  })
}
