/** The height of a card that fills the rest of a window, within reason. */
export const FILL_HEIGHT = 'clamp(420px, calc(100vh - 226px), 760px)'
