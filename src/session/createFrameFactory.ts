import { now } from '../browser/clock.ts'
import type { EmbedAdapter } from '../core/adapter.ts'
import { EmbedError } from '../core/errors.ts'
import type { FramesState } from '../core/frames.ts'
import { addFrame, failCreation } from '../core/frameTransitions.ts'
import type { EmbedToken } from '../core/token.ts'
import type { FrameConnections } from './createFrameConnections.ts'
import { nextSwapRetryAt } from './nextSwapRetryAt.ts'
import { resolveSrc } from './resolveSrc.ts'

/** The parts of a session that a frame factory reads and changes. */
export interface FrameFactoryOptions<P, C> {
  readonly adapter: EmbedAdapter<P, C>
  readonly connections: FrameConnections<P, C>
  getFrames(): FramesState
  /** The newest props. */
  getProps(): P
  /** The newest token; undefined if the embed wants none. */
  getToken(): EmbedToken | undefined
  /** Whether the embed wants a token: not after a sign-out. */
  isActive(): boolean
  /** Whether the frames still need another one. */
  isNeeded(): boolean
  /** Resolves with whether another iframe may be loaded beside the active one; undefined for at once. */
  waitForTurn(): Promise<boolean> | undefined
  /** Writes the frames, and takes the steps that are due then. */
  change(transition?: (frames: FramesState) => FramesState): void
}

/** Creates the iframes of one embed, one at a time. */
export interface FrameFactory {
  isCreating(): boolean
  /** Creates an iframe with the newest token if one is needed when its turn has come. A call joins one in progress. */
  create(fetchTokenFirst?: FetchToken): Promise<void>
  /** Creates an iframe even if none is needed. */
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
      // No await if none is needed: the iframe is then part of the same commit.
      url = src instanceof Promise ? await src : src
    } catch (cause) {
      if (!token.equals(getToken())) return
      const error = noUrlError(adapter.name, cause)
      return change((frames) => failCreation(frames, error, nextSwapRetryAt(frames)))
    }
    // Meanwhile the viewer may have signed out, or a newer token has come.
    if (!token.equals(getToken())) return createFrame()
    connections.register({ id: getFrames().lastId + 1, src: url.href }, props)
    change((frames) => addFrame(frames, url.href, token))
  }

  function create(fetchFirst?: FetchToken): Promise<void> {
    // Also for a creation that still waits for its turn.
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
  return new EmbedError('INVALID_PROPS', 'No URL could be made of these props.', { provider, cause, retryable: true })
}
