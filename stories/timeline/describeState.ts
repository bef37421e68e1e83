import type { EmbedState } from '../../src/index.ts'

/** How a state looks: a color of the theme. */
export type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'idle'

/** A state in a word, a color and a sentence. */
export interface StateDescription {
  label: string
  tone: Tone
  /** Meaning of the state for a viewer. */
  meaning: string
}

/** How the playground shows a state. */
export function describeState(state: EmbedState): StateDescription {
  switch (state.status) {
    case 'idle':
      return { label: 'idle', tone: 'idle', meaning: 'Nothing is wanted yet.' }
    case 'loading':
      return { label: 'loading', tone: 'idle', meaning: 'The first frame is on its way.' }
    case 'ready':
      return state.refreshing
        ? { label: 'refreshing', tone: 'busy', meaning: 'On show, while a new token is on its way.' }
        : { label: 'ready', tone: 'good', meaning: 'On show with a good token.' }
    case 'degraded':
      return { label: 'degraded', tone: 'warn', meaning: `On show; renewing fails (${state.error.code}).` }
    case 'expired':
      return { label: 'expired', tone: 'bad', meaning: 'Still on show, but its token ran out.' }
    case 'error':
      return { label: 'error', tone: 'bad', meaning: `Nothing to show (${state.error.code}).` }
    default:
      return state satisfies never
  }
}
