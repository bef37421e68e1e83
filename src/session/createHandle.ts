import type { EmbedState } from '../core/state.ts'
import { unmountedError } from '../core/unmountedError.ts'
import type { EmbedHandle } from './embedHandle.ts'
import type { FrameConnection } from './frameConnection.ts'

/** Parts of a session used by a handle. */
export interface HandleOptions<C> {
  getState(): EmbedState
  /** Returns the connection to the active iframe. */
  getConnection(): FrameConnection<never, C> | undefined
  /** Returns whether the embed was unmounted or is hidden. */
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
