/**
 * Calls a function of the app. An error or rejection is reported once as an uncaught error of the page, and does not
 * interrupt the library.
 */
export function callSafely<A extends readonly unknown[], R>(
  callback: ((...args: A) => R) | undefined,
  ...args: A
): R | undefined {
  try {
    const result = callback?.(...args)
    // Only real promises: a controller with remote methods would treat `then` as a call.
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
