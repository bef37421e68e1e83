import type { FramesState } from '../core/frames.ts'
import type { EmbedToken } from '../core/token.ts'

/** Iframes of one embed over time. */
export interface FrameStore {
  readonly frames: FramesState
  /**
   * Updates the frames, then takes all due steps. Call without a transition after a change of another input:
   * token, props, time, or viewer activity.
   */
  change(transition?: (frames: FramesState) => FramesState): void
  /** Returns whether an iframe is being created or queued. */
  isCreating(): boolean
  /** Loads the embedded page in a new iframe. Resolves when the iframe starts to load. */
  reload(fetchTokenFirst?: () => Promise<EmbedToken>): Promise<void>
  /** Returns the deadline for rendering the pending page, on the document's clock. */
  latestRenderAt(): number
  /** Starts taking steps when the embed is mounted and visible. Returns the stop function. */
  start(): () => void
}
