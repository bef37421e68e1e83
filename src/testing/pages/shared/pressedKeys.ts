let pressed = ''

addEventListener('keydown', ({ key }) => (pressed += key.length === 1 ? key : ''), { capture: true })

/** Returns the characters of all keys pressed in this page. */
export function pressedKeys(): string {
  return pressed
}
