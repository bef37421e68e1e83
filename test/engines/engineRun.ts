/** How one scenario ended with one vendor. */
export interface Outcome {
  provider: string
  /** Of the scenario. */
  name: string
  /** Why it failed; undefined when it passed. */
  failure?: string | undefined
  /** What was looked at, and what was left out. */
  notes: string[]
  seconds: number
}

/** What the page leaves in the global `engineRun`. */
export interface EngineRun {
  outcomes: Outcome[]
  /** Why the page could not go on, if it could not. */
  failure?: string
  isOver: boolean
}

/** What the query of the page's URL asks for: `only` for a part of the scenarios' names. */
export interface RunQuery {
  only?: string
  /** Whether whoever opened the page takes pictures of it when it asks. */
  camera?: 'yes'
}

declare global {
  interface Window {
    engineRun: EngineRun
  }
}
