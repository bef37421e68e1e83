/**
 * Keeps the ring of the focus for who comes by keyboard. Leaflet puts the focus on a map that a pointer takes hold of, and
 * a browser cannot tell that from a key.
 */
export function showFocusRingForKeyboardOnly(container: HTMLElement): void {
  const mark = (isPointed: boolean) => () => void container.classList.toggle('pointed', isPointed)
  container.addEventListener('pointerdown', mark(true))
  container.addEventListener('keydown', mark(false))
  container.addEventListener('blur', mark(false))
}
