import type { EmbedState } from '../core/state.ts'
import { unmountedError } from '../core/unmountedError.ts'
import type { EmbedHandle } from './embedHandle.ts'
import type { FrameConnection } from './frameConnection.ts'

/** The parts of a session that a handle reads and calls. */
export interface HandleOptions<C> {
  getState(): EmbedState
  /** The connection to the active iframe. */
  getConnection(): FrameConnection<never, C> | undefined
  /** Whether the embed was unmounted, or is hidden. */
  isGone(): boolean
  refresh(): Promise<unknown>
  reload(): Promise<unknown>
}

export function createHandle<C>(options: HandleOptions<C>): EmbedHandle<C> {
  const { getState, getConnection } = options
  async function call(method: 'refresh' | 'reload'): Promise<void> {
    if (options.isGone()) throw unmountedError()
    await options[method]()
  }
  return {
    get state() {
      return getState()
    },
    get controller() {
      return getConnection()?.readyPage?.controller
    },
    get iframe() {
      return getConnection()?.iframe
    },
    refresh: () => call('refresh'),
    reload: () => call('reload'),
  }
}
