/** Runs in every document before its own scripts. Must stand alone, as only its text gets there. */
export function installProbe(): void {
  if (window !== window.top) return
  const timers = new Set<number>()
  const { setTimeout, setInterval, clearTimeout } = window

  const countedTimeout = (handler: TimerHandler, delay?: number, ...details: unknown[]): number => {
    const id = setTimeout(() => {
      timers.delete(id)
      if (typeof handler === 'function') handler(...details)
    }, delay)
    timers.add(id)
    return id
  }
  const countedInterval = (handler: TimerHandler, delay?: number, ...details: unknown[]): number => {
    const id = setInterval(handler, delay, ...details)
    timers.add(id)
    return id
  }
  // Both kinds share one row of ids, and either function clears either kind.
  const clear = (id: number | undefined): void => {
    clearTimeout(id)
    if (id !== undefined) timers.delete(id)
  }
  Object.assign(window, {
    setTimeout: countedTimeout,
    setInterval: countedInterval,
    clearTimeout: clear,
    clearInterval: clear,
  })

  let isHidden = false
  Object.defineProperty(document, 'visibilityState', { get: () => (isHidden ? 'hidden' : 'visible') })
  Object.defineProperty(document, 'hidden', { get: () => isHidden })
  window.soakProbe = {
    timers: () => timers.size,
    hide(value) {
      isHidden = value
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
    },
  }
}
