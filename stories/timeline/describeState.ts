import type { EmbedState } from '../../src/index.ts'

/** A color of the theme for a state. */
export type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'idle'

/** A state as a word, a color and a sentence. */
export interface StateDescription {
  label: string
  tone: Tone
  /** Consequence for the viewer. */
  meaning: string
}

/** Describes a state in the playground's words. */
export function describeState(state: EmbedState): StateDescription {
  switch (state.status) {
    case 'idle':
      return { label: 'idle', tone: 'idle', meaning: 'Not started.' }
    case 'loading':
      return { label: 'loading', tone: 'idle', meaning: 'The first iframe is loading.' }
    case 'ready':
      return state.refreshing
        ? { label: 'refreshing', tone: 'busy', meaning: 'Visible, a refresh is in progress.' }
        : { label: 'ready', tone: 'good', meaning: 'Visible, token valid.' }
    case 'degraded':
      return { label: 'degraded', tone: 'warn', meaning: `Visible, the refresh failed (${state.error.code}).` }
    case 'expired':
      return { label: 'expired', tone: 'bad', meaning: 'Visible, but the token has expired.' }
    case 'error':
      return { label: 'error', tone: 'bad', meaning: `Not visible (${state.error.code}).` }
    default:
      return state satisfies never
  }
}
