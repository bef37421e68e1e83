/** Short, so that a test sees refreshes, and long enough for a busy machine to load a page in its last quarter, in ms. */
export const LIFETIME = 24_000
