import { loadSwap } from './loadSwap.ts'

/** Keeps the focus out of an iframe that no one sees, as soon as the code for that is loaded; returns the release. */
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
