let pressed = ''

addEventListener('keydown', ({ key }) => (pressed += key.length === 1 ? key : ''), { capture: true })

/** The characters of the keys that were pressed in this page, wherever in it. */
export function pressedKeys(): string {
  return pressed
}
