/** Default time between two checks, in ms. */
const INTERVAL = 50

/**
 * Waits until a check holds: until it throws no more.
 *
 * @param timeout in ms; as long as a page may take to load on a slow machine
 * @returns what the check returned
 */
export async function until<T>(check: () => T | Promise<T>, timeout = 40_000, interval = INTERVAL): Promise<T> {
  const deadline = performance.now() + timeout
  for (;;) {
    try {
      return await check()
    } catch (error) {
      if (performance.now() > deadline) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, interval))
  }
}
