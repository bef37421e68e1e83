import type { FramesState } from '../core/frames.ts'
import type { EmbedToken } from '../core/token.ts'

/** The iframes of one embed over time. */
export interface FrameStore {
  readonly frames: FramesState
  /**
   * Writes the frames, then takes every step that is due. To be called without a transition when something else changed
   * that a step depends on: the token, the props, the time, the viewer's attention.
   */
  change(transition?: (frames: FramesState) => FramesState): void
  /** Whether an iframe is being created, or waits for its turn. */
  isCreating(): boolean
  /** Loads the embedded page again in another iframe. Resolves when that begins to load. */
  reload(fetchTokenFirst?: () => Promise<EmbedToken>): Promise<void>
  /** Until when a swap of the active iframe may wait for the pending page to render, on the document's clock. */
  latestRenderAt(): number
  /** The embed is mounted and shown: steps are taken from now on. Returns the stop. */
  start(): () => void
}
