import { callSafely } from '../browser/callSafely.ts'
import type { EmbedError } from '../core/errors.ts'
import { isShallowEqual } from '../core/isShallowEqual.ts'
import type { EmbedState } from '../core/state.ts'
import type { SessionProps } from './sessionProps.ts'

type Callbacks = Pick<SessionProps<never>, 'onStateChange' | 'onError'>

/**
 * Creates a function that calls `onStateChange` once per state, and `onError` once per error. In production
 * without `onError`, an error is logged once per code.
 */
export function createStateReporter(): (state: EmbedState, callbacks: Callbacks) => void {
  let lastReported: EmbedState | undefined
  /** Since the last state without an error: a state may fall back to an earlier error. */
  let reportedErrors = new WeakSet<EmbedError>()
  return (state, { onStateChange, onError }) => {
    const previous = lastReported
    if (previous && isShallowEqual(previous, state)) return
    lastReported = state
    callSafely(onStateChange, state)
    const [error, previousError] = [getStateError(state), getStateError(previous)]
    if (!error) reportedErrors = new WeakSet()
    if (!error || reportedErrors.has(error)) return
    reportedErrors.add(error)
    if (onError) callSafely(onError, error)
    else if (process.env.NODE_ENV === 'production' && error.code !== previousError?.code) {
      console.error(`EmbedError ${error.code}: ${error.message}`)
    }
  }
}

function getStateError(state: EmbedState | undefined) {
  return state && 'error' in state ? state.error : undefined
}
