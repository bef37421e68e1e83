import type { FeltController } from '@feltmaps/js-sdk'

/** Whether a map has finished rendering. Felt reports it when it happens, but perhaps not to a later listener. */
export interface IdleWatch {
  /** Listens from now on, so that no report is missed. Never throws: `whenIdle` does. */
  start(): void
  /** Something was changed that is still to be rendered: only the next report counts. */
  expectRender(): void
  /**
   * Resolves as soon as the map is idle, and stops listening then.
   *
   * @throws what the SDK throws where it cannot listen, as a rejection
   */
  whenIdle(): Promise<void>
}

const watches = new WeakMap<FeltController, IdleWatch>()

/** The one watch of a map. */
export function idleWatchOf(map: FeltController): IdleWatch {
  const watch = watches.get(map) ?? createIdleWatch(map)
  watches.set(map, watch)
  return watch
}

function createIdleWatch(map: FeltController): IdleWatch {
  let isIdle = false
  let stop: (() => void) | undefined
  let failure: unknown
  let resolveWaiting: (() => void) | undefined

  function start(): void {
    try {
      stop ??= map.onMapIdle({ handler: onIdle })
    } catch (thrown) {
      failure = thrown
    }
  }

  function onIdle(): void {
    isIdle = true
    resolveWaiting?.()
  }

  return {
    start,
    expectRender() {
      isIdle = false
    },
    async whenIdle() {
      start()
      if (!stop) throw failure
      if (!isIdle) await new Promise<void>((resolve) => (resolveWaiting = resolve))
      stop?.()
      stop = undefined
    },
  }
}
