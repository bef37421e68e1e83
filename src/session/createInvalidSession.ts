import type { EmbedError } from '../core/errors.ts'
import type { EmbedState } from '../core/state.ts'
import { createStateReporter } from './createStateReporter.ts'
import type { EmbedSession } from './embedSession.ts'
import type { SessionProps } from './sessionProps.ts'

const doNothing = (): void => {}

/**
 * Creates the session of an embed with invalid props: idle while disabled, as the props may come with the user, and
 * otherwise an error. It never changes, so that the app is notified once: props with another error get another session.
 */
export function createInvalidSession<P, C>(
  error: EmbedError,
  props: P & SessionProps<C>,
): EmbedSession<P & SessionProps<C>, C> {
  const state: EmbedState =
    props.enabled === false ? { status: 'idle' } : { status: 'error', error, offline: false, willRetry: false }
  const snapshot = { state, frames: [], height: undefined }
  const reportState = createStateReporter()
  const fail = (): Promise<never> => Promise.reject(error)
  let latestProps = props
  return {
    subscribe: () => doNothing,
    getSnapshot: () => snapshot,
    connect: () => doNothing,
    committed: (newProps) => void (latestProps = newProps),
    attach: () => doNothing,
    loaded: doNothing,
    report: () => reportState(state, latestProps),
    handle: { state, controller: undefined, iframe: undefined, refresh: fail, reload: fail },
  }
}
