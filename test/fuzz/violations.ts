/** Invariants of a generated scenario. The names summarize the numbers. */
export type Invariant =
  | 'I1 one call at a time'
  | 'I2 no token past its end'
  | 'I3 no more attempts than allowed'
  | 'I4 recovery in time'
  | 'I5 nothing left behind'
  | 'I6 to each viewer their own'
  | 'I7 one navigation a token'
  | 'I8 the state tells the truth'
  | 'I9 the clock counts'
  | 'I10 no life made longer'
  | 'I11 no wild delay'
  | 'I12 no good token dropped'
  | 'nothing is thrown or said'

/** The first thing that went wrong in a world, kept until the run looks: who finds it may be called by the library. */
export interface Violations {
  report(invariant: Invariant, text: string): void
  /** @throws Error when there was one */
  check(): void
}

export function createViolations(): Violations {
  let first: string | undefined
  return {
    report(invariant, text) {
      first ??= `${invariant}: ${text}`
    },
    check() {
      if (first) throw new Error(first)
    },
  }
}
