import { type FramesState, NO_FRAMES } from '../core/frames.ts'
import { addFrame } from '../core/frameTransitions.ts'
import type { EmbedAdapter } from '../core/adapter.ts'
import type { EmbedToken } from '../core/token.ts'

/**
 * The frames of an embed's first render, so that its page is requested immediately if a token is known.
 *
 * Message listeners attach on commit, and in a hidden part of a page only once that is visible. A provider whose page
 * posts its ready message only once would miss it, so its iframe is created in the commit instead.
 */
export function createInitialFrames<P, C>(
  adapter: EmbedAdapter<P, C>,
  props: P,
  token: EmbedToken | undefined,
): FramesState {
  if (!token || !adapter.canServerRender) return NO_FRAMES
  const src = tryBuildSrc(adapter, props, token)
  return src instanceof URL ? addFrame(NO_FRAMES, src.href, token) : NO_FRAMES
}

function tryBuildSrc<P, C>(adapter: EmbedAdapter<P, C>, props: P, token: EmbedToken): unknown {
  try {
    return adapter.buildSrc(props, token)
  } catch {
    // It throws again in the commit, and becomes the embed's error there.
    return undefined
  }
}
