import { isFocused } from '../browser/activeElement.ts'
import { focusElement } from '../browser/focusElement.ts'

/** Moves keyboard focus from the replaced iframe to its replacement. */
export interface FocusTransfer {
  /** Records the focus. Call before the swap. */
  begin(from: HTMLIFrameElement | undefined): void
  /** Moves the focus after React has removed the first iframe. Call after each commit. */
  finish(to: HTMLIFrameElement | undefined): void
}

export function createFocusTransfer(): FocusTransfer {
  let focused: HTMLIFrameElement | undefined
  return {
    begin(from) {
      focused = from && isFocused(from) ? from : undefined
    },
    finish(to) {
      if (!focused || focused.isConnected) return
      // Skipped if another element has focus in the meantime, for example while React hid the embed.
      const { activeElement, body } = focused.ownerDocument
      focused = undefined
      if (to?.isConnected && activeElement === body) focusElement(to)
    },
  }
}
