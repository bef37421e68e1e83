import { now } from '../browser/clock.ts'
import { EmbedError } from '../core/errors.ts'
import type { FrameEvent, Frames } from '../core/frames.ts'
import type { Provider } from '../core/provider.ts'
import type { EmbedToken } from '../core/token.ts'
import { makeSrc } from './makeSrc.ts'
import { retryTime } from './retryTime.ts'
import type { FrameLines } from './useFrameLines.ts'

/** What a new frame is made of, at the moment in which it is made. */
export interface BirthHost<P, C> {
  provider: Provider<P, C>
  lines: FrameLines<P, C>
  /** Of the newest committed render. */
  latest(): { frames: Frames; props: P; token: EmbedToken | undefined; isActive: boolean }
  dispatch(event: FrameEvent): void
  /** A birth came to nothing, and changed nothing. */
  onNothing(): void
}

/** The making of frames, one at a time. */
export interface Births {
  isUnderWay(): boolean
  /** Makes a frame with the newest token. Who asks while one is under way gets that one. */
  give(fetchFirst?: () => Promise<EmbedToken | undefined>): Promise<void>
}

/** Makes the frames of one embed. */
export function createBirths<P, C>({ provider, lines, latest, dispatch, onNothing }: BirthHost<P, C>): Births {
  let underWay: Promise<void> | undefined

  /** Resolves with whether the frames have changed. */
  async function bear(fetchFirst?: () => Promise<EmbedToken | undefined>): Promise<boolean> {
    const fetched = fetchFirst && (await fetchFirst())
    const { frames, props, token: known } = latest()
    const token = fetched ?? known
    if (!token?.isValidAt(now())) return false
    try {
      const src = makeSrc(provider, props, token, lines.of(frames.live)?.connection?.controller)
      // No wait where none is needed: the first frame is then part of the first commit.
      const url = src instanceof Promise ? await src : src
      // Meanwhile the viewer may have signed out.
      if (!latest().isActive) return false
      lines.expect(frames.lastId + 1, props)
      dispatch({ type: 'born', after: frames.lastId, src: url.href, token })
    } catch (cause) {
      dispatch({ type: 'stillborn', error: noUrl(provider.name, cause), retryAt: retryTime(frames) })
    }
    return true
  }

  return {
    isUnderWay: () => underWay !== undefined,
    give(fetchFirst) {
      let hasChanged = false
      underWay ??= bear(fetchFirst)
        .then((changed) => void (hasChanged = changed))
        .finally(() => {
          underWay = undefined
          if (!hasChanged) onNothing()
        })
      return underWay
    },
  }
}

function noUrl(provider: string, cause: unknown): EmbedError {
  return new EmbedError('INVALID_PROPS', 'No URL could be made of these props.', { provider, cause, retryable: true })
}
