import { loadSwap } from './loadSwap.ts'

/** Prevents focus in a hidden iframe, as soon as the code is loaded; returns the release. */
export function preventFocusLazily(iframe: HTMLIFrameElement): () => void {
  let isReleased = false
  let release: (() => void) | undefined
  const start = ({ preventFocus }: Awaited<ReturnType<typeof loadSwap>>): void => {
    if (!isReleased) release = preventFocus(iframe)
  }
  loadSwap().then(start, () => {})
  return () => {
    isReleased = true
    release?.()
  }
}
