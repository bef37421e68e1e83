import { callSafely } from '../browser/callSafely.ts'
import { type Frames, NO_FRAMES } from '../core/frames.ts'
import { framesReducer } from '../core/framesReducer.ts'
import type { Provider } from '../core/provider.ts'
import type { EmbedToken } from '../core/token.ts'
import type { EmbedProps } from './embedProps.ts'

/** A token that came with the page, and whether the page's HTML was made with it. */
export interface Initial {
  token: EmbedToken | undefined
  isInHtml: boolean
}

/**
 * The frames of an embed's first render: on a server and while React takes over its HTML, the one that the HTML holds.
 * Everywhere else a frame is born in the first commit.
 */
export function firstFrames<P, C>(
  provider: Provider<P, C>,
  props: P & Pick<EmbedProps<C>, 'loading'>,
  { token, isInHtml }: Initial,
): Frames {
  if (!token || !isInHtml || !provider.canServerRender || props.loading === 'lazy') return NO_FRAMES
  const url = callSafely(() => provider.src(props, token))
  if (!(url instanceof URL)) return NO_FRAMES
  return framesReducer(NO_FRAMES, { type: 'born', after: NO_FRAMES.lastId, src: url.href, token })
}
