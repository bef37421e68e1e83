/** A `readyTimeout` in ms that no visitor sees the end of: a loading story stays in its state. */
export const NO_TIMEOUT = 86_400_000
