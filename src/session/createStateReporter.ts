import { callSafely } from '../browser/callSafely.ts'
import { isShallowEqual } from '../core/isShallowEqual.ts'
import type { EmbedState } from '../core/state.ts'
import type { SessionProps } from './sessionProps.ts'

type Callbacks = Pick<SessionProps<never>, 'onStateChange' | 'onError'>

/** Creates a function that calls `onStateChange` for each change of state, and `onError` for each error once. */
export function createStateReporter(): (state: EmbedState, callbacks: Callbacks) => void {
  let lastReported: EmbedState | undefined
  return (state, { onStateChange, onError }) => {
    const previous = lastReported
    if (previous && isShallowEqual(previous, state)) return
    lastReported = state
    callSafely(onStateChange, state)
    const error = getStateError(state)
    if (error && error !== getStateError(previous)) callSafely(onError, error)
  }
}

function getStateError(state: EmbedState | undefined) {
  return state && 'error' in state ? state.error : undefined
}
