import type { EmbedError, EmbedState } from '../../../src/index.ts'

/** What the page in the tab notes. */
export interface TabReport {
  /** Each state of the map. */
  felt: NotedState[]
  /** Each state of the dashboard. */
  explo: NotedState[]
  /** When a timer that is set again and again has fired, in epoch ms. */
  ticks: number[]
  /** What the browser said of the page's life, in order. */
  events: string[]
}

/** A state, without what cannot be sent. */
export interface NotedState {
  status: EmbedState['status']
  code?: EmbedError['code'] | undefined
}
