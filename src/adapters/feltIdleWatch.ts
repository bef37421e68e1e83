import type { FeltController } from '@feltmaps/js-sdk'
import { withTimeout } from '../core/timeout.ts'

/**
 * How long a change may take to be rendered in a map that was idle before, in ms. Felt may report that before it confirms
 * the change, or not at all where there is nothing to render.
 */
const MAX_CHANGE_TIME = 10_000

/** Whether a map has finished rendering. Felt reports it when it happens, but perhaps not to a later listener. */
export interface IdleWatch {
  /** Listens, if the map is not known to be idle, so that its report is not missed. */
  start(): void
  /**
   * Something is about to be changed that the map renders.
   *
   * @returns to be called when it was changed: only a later report counts then
   */
  expectRender(): () => void
  /**
   * Resolves as soon as the map is idle, and stops listening then. For the first report of a map it waits forever, for that
   * of a change 10 s.
   *
   * @throws what the SDK throws where it cannot listen, as a rejection
   */
  whenIdle(): Promise<void>
}

const watches = new WeakMap<FeltController, IdleWatch>()

/** The one watch of a map. */
export function getIdleWatch(map: FeltController): IdleWatch {
  const watch = watches.get(map) ?? createIdleWatch(map)
  watches.set(map, watch)
  return watch
}

function createIdleWatch(map: FeltController): IdleWatch {
  let isIdle = false
  let hasReported = false
  let stop: (() => void) | undefined
  let resolveWaiting: (() => void) | undefined

  function listen(): void {
    stop ??= map.onMapIdle({
      handler() {
        isIdle = hasReported = true
        resolveWaiting?.()
      },
    })
  }

  function tryToListen(): void {
    try {
      listen()
    } catch {
      // It throws again where the map is waited for.
    }
  }

  return {
    start: () => void (isIdle || tryToListen()),
    expectRender() {
      tryToListen()
      return () => {
        isIdle = false
      }
    },
    async whenIdle() {
      if (!isIdle) {
        listen()
        const report = new Promise<void>((resolve) => (resolveWaiting = resolve))
        await (hasReported ? withTimeout(report, MAX_CHANGE_TIME, () => new Error()).catch(() => {}) : report)
        isIdle = true
      }
      stop?.()
      stop = undefined
    },
  }
}
