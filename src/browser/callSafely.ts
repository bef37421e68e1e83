/**
 * Calls a function of the host's. What it throws is the host's to hear of, as an uncaught error of its own, and must not
 * end what the library was about to do.
 */
export function callSafely<A extends readonly unknown[], R>(
  callback: ((...args: A) => R) | undefined,
  ...args: A
): R | undefined {
  try {
    return callback?.(...args)
  } catch (error) {
    // Missing in jsdom and in browsers before 2022.
    if (typeof reportError === 'function') reportError(error)
    else console.error(error)
    return undefined
  }
}
