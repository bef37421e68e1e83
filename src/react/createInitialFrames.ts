import { now } from '../browser/clock.ts'
import { type FramesState, NO_FRAMES } from '../core/frames.ts'
import { framesReducer } from '../core/framesReducer.ts'
import type { EmbedAdapter } from '../core/adapter.ts'
import type { EmbedToken } from '../core/token.ts'
import type { EmbedProps } from './embedProps.ts'

/** A token that came with the page, and whether the page's HTML was made with it. */
export interface ParsedInitialToken {
  token: EmbedToken | undefined
  isInHtml: boolean
}

/**
 * The frames of an embed's first render, so that its page is asked for at once: on a server and while React takes over
 * its HTML, what the HTML holds; elsewhere that of a token which is known already.
 *
 * @param known the newest token
 */
export function createInitialFrames<P, C>(
  adapter: EmbedAdapter<P, C>,
  props: P & Pick<EmbedProps<C>, 'loading'>,
  { token: initial, isInHtml }: ParsedInitialToken,
  known: EmbedToken | undefined,
): FramesState {
  // A server knows no viewport, so it leaves a lazy embed alone.
  const token = isInHtml ? props.loading !== 'lazy' && initial : known?.isValidAt(now()) && known
  const src = token && getSrcDuringRender(adapter, props, token)
  return src ? framesReducer(NO_FRAMES, { type: 'created', afterId: NO_FRAMES.lastId, src, token }) : NO_FRAMES
}

/**
 * The address of a frame that is made while rendering. Nobody listens to it before the commit, and in a hidden part of a
 * page not before it is shown, so there is none for a page that speaks first: its frame is born in the commit.
 */
export function getSrcDuringRender<P, C>(adapter: EmbedAdapter<P, C>, props: P, token: EmbedToken): string | undefined {
  if (!adapter.canServerRender) return undefined
  try {
    const url = adapter.buildSrc(props, token)
    return url instanceof URL ? url.href : undefined
  } catch {
    // It throws again in the commit, where it becomes the embed's error.
    return undefined
  }
}
