import type { FeltController } from '@feltmaps/js-sdk'
import { withTimeout } from '../core/timeout.ts'

/**
 * Maximum time to render a change in an idle map, in ms. Felt may report idle before confirming the change, or never if
 * nothing needs rendering.
 */
const MAX_CHANGE_TIME = 10_000

/** Watches whether a map has finished rendering. Felt reports each change once, possibly before a listener exists. */
export interface IdleWatch {
  /** Starts listening, unless the map is known to be idle, so that no report is missed. */
  start(): void
  /**
   * Announces a change of the map, so that earlier idle reports no longer count.
   *
   * @returns a function to call after the change
   */
  expectRender(): () => void
  /**
   * Resolves as soon as the map is idle, and stops listening. Waits indefinitely for the first report of a map, and 10
   * s for the report of a change.
   *
   * @throws the SDK's error if listening fails, as a rejection
   */
  whenIdle(): Promise<void>
}

const watches = new WeakMap<FeltController, IdleWatch>()

/** Returns the single idle watch of a map. */
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
      // The same error is thrown again by `whenIdle`.
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
