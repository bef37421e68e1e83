import { useEffect, useRef } from 'react'
import { callSafely } from '../browser/callSafely.ts'
import { isShallowEqual } from '../core/isShallowEqual.ts'
import type { EmbedState } from '../core/state.ts'
import type { EmbedProps } from './embedProps.ts'

/** Tells a host of each change of state, and of each error once. */
export function useStateCallbacks<C>(state: EmbedState, { onStateChange, onError }: EmbedProps<C>): void {
  const lastReported = useRef<EmbedState>(undefined)
  useEffect(() => {
    const previous = lastReported.current
    if (previous && isShallowEqual(previous, state)) return
    lastReported.current = state
    callSafely(onStateChange, state)
    if ('error' in state && state.error && state.error !== getStateError(previous)) callSafely(onError, state.error)
  })
}

function getStateError(state: EmbedState | undefined): unknown {
  return state && 'error' in state ? state.error : undefined
}
