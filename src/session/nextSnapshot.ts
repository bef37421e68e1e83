import type { FramesState } from '../core/frames.ts'
import { reuse } from '../core/reuse.ts'
import { type EmbedState, isEmbedVisible } from '../core/state.ts'
import type { EmbedSnapshot, FrameView } from './embedSession.ts'

/** Returns the snapshot of a state and its frames. Equal parts of the previous snapshot are reused. */
export function nextSnapshot(
  previous: EmbedSnapshot | undefined,
  newState: EmbedState,
  { active, pending }: FramesState,
): EmbedSnapshot {
  const state = reuse(previous?.state, newState)
  const views = [active, pending].flatMap((frame): FrameView[] => {
    if (!frame) return []
    const { id, src } = frame
    const view = { id, src, isVisible: frame === active && isEmbedVisible(state) }
    return [
      reuse(
        previous?.frames.find((known) => known.id === id),
        view,
      ),
    ]
  })
  return reuse(previous, { state, frames: reuse(previous?.frames, views), height: active?.height })
}
