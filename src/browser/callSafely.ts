/**
 * Calls a function of the app. What it throws, or rejects with, is reported once as an uncaught error of the page, and
 * does not end what the library was about to do.
 */
export function callSafely<A extends readonly unknown[], R>(
  callback: ((...args: A) => R) | undefined,
  ...args: A
): R | undefined {
  try {
    const result = callback?.(...args)
    // Not what merely has a `then`: a controller whose methods are all remote would be called.
    if (result instanceof Promise) result.catch(report)
    return result
  } catch (error) {
    report(error)
    return undefined
  }
}

function report(error: unknown): void {
  // Missing in jsdom and in browsers before 2022.
  if (typeof reportError === 'function') reportError(error)
  else console.error(error)
}
