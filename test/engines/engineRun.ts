/** How one scenario ended with one provider. */
export interface Outcome {
  provider: string
  /** Of the scenario. */
  name: string
  /** Why it failed; undefined when it passed. */
  failure?: string | undefined
  /** Observed and omitted checks. */
  notes: string[]
  seconds: number
}

/** Result of the page in the global `engineRun`. */
export interface EngineRun {
  outcomes: Outcome[]
  /** Why the page could not go on, if it could not. */
  failure?: string
  isOver: boolean
}

/** Query of the page's URL: `only` for a part of the scenarios' names. */
export interface RunQuery {
  only?: string
  /** Whether the process that opened the page takes pictures of it on request. */
  camera?: 'yes'
}

declare global {
  interface Window {
    engineRun: EngineRun
  }
}
