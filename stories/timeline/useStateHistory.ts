import { useCallback, useState } from 'react'
import type { EmbedState } from '../../src/index.ts'

/** A state, and since when. */
export interface StateMoment {
  /** Epoch ms. */
  at: number
  state: EmbedState
}

/** As many as a timeline may still show. */
const MEMORY = 80

/** States received by `onStateChange`, newest last. */
export function useStateHistory(): [history: readonly StateMoment[], onStateChange: (state: EmbedState) => void] {
  const [history, setHistory] = useState<readonly StateMoment[]>([])
  const onStateChange = useCallback((state: EmbedState) => {
    setHistory((before) => [...before.slice(-MEMORY), { at: Date.now(), state }])
  }, [])
  return [history, onStateChange]
}
