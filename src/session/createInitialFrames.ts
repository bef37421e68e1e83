import { type FramesState, NO_FRAMES } from '../core/frames.ts'
import { addFrame } from '../core/frameTransitions.ts'
import type { EmbedAdapter } from '../core/adapter.ts'
import type { EmbedToken } from '../core/token.ts'

/**
 * Returns the iframes of an embed's first render, so that the page is requested immediately if a token is known.
 *
 * Message listeners attach on commit, and in a hidden part of the page only after reveal. A provider with a
 * single ready message would be missed, so its iframe is created in the commit instead.
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
    // The same error is thrown again in the commit, and becomes the embed's error there.
    return undefined
  }
}
