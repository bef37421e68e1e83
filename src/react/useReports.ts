import { useEffect, useRef } from 'react'
import { callSafely } from '../browser/callSafely.ts'
import { type EmbedState, areStatesEqual } from '../core/state.ts'
import type { EmbedProps } from './embedProps.ts'

/** Tells a host of each change of state, and of each error once. */
export function useReports<C>(state: EmbedState, { onStateChange, onError }: EmbedProps<C>): void {
  const told = useRef<EmbedState>(undefined)
  useEffect(() => {
    const before = told.current
    if (before && areStatesEqual(before, state)) return
    told.current = state
    callSafely(onStateChange, state)
    if ('error' in state && state.error && state.error !== errorOf(before)) callSafely(onError, state.error)
  })
}

function errorOf(state: EmbedState | undefined): unknown {
  return state && 'error' in state ? state.error : undefined
}
