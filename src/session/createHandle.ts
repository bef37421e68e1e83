import type { EmbedState } from '../core/state.ts'
import { unmountedError } from '../core/unmountedError.ts'
import type { EmbedHandle } from './embedHandle.ts'
import type { FrameConnections } from './createFrameConnections.ts'
import type { FrameStore } from './frameStore.ts'

/** Parts of a session used by a handle. */
export interface HandleOptions<C> {
  getState(): EmbedState
  readonly connections: Pick<FrameConnections<never, C>, 'get'>
  readonly frameStore: Pick<FrameStore, 'frames'>
  /** Whether the embed was unmounted, or is hidden. */
  isGone(): boolean
  refresh(): Promise<unknown>
  reload(): Promise<unknown>
}

export function createHandle<C>(options: HandleOptions<C>): EmbedHandle<C> {
  const { connections, frameStore, getState } = options
  /** The connection to the page that `onReady` was called for last: for a moment before a swap, the pending one. */
  function getConnection() {
    const { active, pending } = frameStore.frames
    const next = connections.get(pending)
    return next?.readyPage?.cleanup ? next : connections.get(active)
  }
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
