import { isFocused } from '../browser/activeElement.ts'
import { focusElement } from '../browser/focusElement.ts'

/** Moves the keyboard focus from an iframe that is swapped out to the one that replaces it. */
export interface FocusTransfer {
  /** Call it before the swap. */
  begin(from: HTMLIFrameElement | undefined): void
  /** Call it after each commit: the focus moves once React has removed the first iframe. */
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
      // Unless it has gone elsewhere meanwhile, as while React hid the embed.
      const { activeElement, body } = focused.ownerDocument
      focused = undefined
      if (to?.isConnected && activeElement === body) focusElement(to)
    },
  }
}
