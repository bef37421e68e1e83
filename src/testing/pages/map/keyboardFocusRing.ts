/**
 * Shows the focus ring for keyboard users only. Leaflet focuses a map on pointer input, and browsers cannot distinguish
 * that from a key.
 */
export function showFocusRingForKeyboardOnly(container: HTMLElement): void {
  const mark = (isPointed: boolean) => () => void container.classList.toggle('pointed', isPointed)
  container.addEventListener('pointerdown', mark(true))
  container.addEventListener('keydown', mark(false))
  container.addEventListener('blur', mark(false))
}
