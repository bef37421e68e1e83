import type { EmbedState } from '../../../src/index.ts'

/** Observations of the page's maps. */
export interface ManyMapsReport {
  /** The status of each map now. */
  statuses: EmbedState['status'][]
  /** The index of each map whose token expired while it was displayed. */
  expired: number[]
  /** The code of each error, of whichever map. */
  errors: string[]
  /** How many iframes each map has loaded. */
  loads: number[]
  /** The most iframes that were loaded beside displayed ones at the same time. */
  mostAtOnce: number
  /** In which order maps were given a second iframe. */
  order: number[]
  /** How often a displayed map was asked for its state, and what it was without its WebGL context. */
  samples: number
  lost: number
}

/** What pictures of the tab show of its maps. */
export interface ManyMapsPictures {
  pictures: number
  /** How many displayed maps were blank, in all pictures together. */
  blanks: number
}
