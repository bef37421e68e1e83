import { isShallowEqual } from './isShallowEqual.ts'

/** Returns the previous object if the next has the same fields with the same values, so that `===` detects a change. */
export function reuse<T extends object>(previous: T | undefined, next: T): T {
  return previous && isShallowEqual(previous, next) ? previous : next
}
