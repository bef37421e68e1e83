import type { EmbedError, EmbedState } from '../../../src/index.ts'

/** Observations of the page in the tab. */
export interface TabReport {
  /** Each state of the map. */
  felt: NotedState[]
  /** Each state of the dashboard. */
  explo: NotedState[]
  /** When a timer that is set again and again has fired, in epoch ms. */
  ticks: number[]
  /** Lifecycle events of the page, in order. */
  events: string[]
}

/** A state, without what cannot be sent. */
export interface NotedState {
  status: EmbedState['status']
  code?: EmbedError['code'] | undefined
}
