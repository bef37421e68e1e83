import { expect } from 'vitest'

/** An element equals itself alone: a frame that was replaced by its like is another frame. */
expect.addEqualityTesters([
  (a: unknown, b: unknown) => (a instanceof Element && b instanceof Element ? a === b : undefined),
])
