import type { Invariant } from './violations.ts'
import type { Mode, Settings } from './operations.ts'
import { awake, EPOCH, real } from './virtualTime.ts'

/** A token as the server knows it. */
export interface Minted {
  readonly value: string
  /** Viewer and resource of the token. */
  readonly key: string
  /** When it truly ends, on the world's true time. */
  readonly expiresAt: number
  /** No answer ever claimed a longer life for it, whatever the client's clock says. */
  isTruthful: boolean
  /** Which lives of its key it was handed out in: a host that empties its cache ends one. */
  readonly epochs: Set<number>
}

/** Shared knowledge of all parts of a generated scenario. */
export interface Scenario {
  readonly settings: Settings
  report(invariant: Invariant, text: string): void
  readonly tokens: Map<string, Minted>
  readonly epochs: Map<string, number>
  backend: { mode: Mode; latency: number; retryAfter: number }
  /** How often the backend changed its mind. */
  changes: number
  page: 'answers' | 'is silent' | 'is broken'
  /** A page failed or loaded again at some time, so that more frames than tokens are in order. */
  hadBadPage: boolean
  isVisible: boolean
  /** An event that may shorten a pause is being dispatched. */
  isWaking: boolean
  /** Until then the watchdog may find that time has passed unseen, which counts as such an event. Awake time. */
  wakesUntil: number
  /** How many attempts somebody asked for, and so are not the library's own. */
  readonly demands: { requested: number; forced: number }
  /** When components were last mounted, on a clock that counts all jumps. Each mount allows one attempt. */
  mountedAt: number
  /** Since when, on awake time, there was a good token, or a reason for there being none. */
  goodAt: number
  /** When the good life of a key's newest token ends, on a clock that counts all jumps. */
  readonly goodUntil: Map<string, number>
}

export function createScenario(settings: Settings, report: Scenario['report']): Scenario {
  return {
    settings,
    report,
    tokens: new Map(),
    epochs: new Map(),
    backend: { mode: 'ok', latency: 100, retryAfter: 0 },
    changes: 0,
    page: 'answers',
    hadBadPage: false,
    isVisible: true,
    isWaking: false,
    wakesUntil: 0,
    demands: { requested: 0, forced: 0 },
    mountedAt: -Infinity,
    goodAt: 0,
    goodUntil: new Map(),
  }
}

/** Which life of a key this is. */
export function epochOf(scenario: Scenario, key: string): number {
  return scenario.epochs.get(key) ?? 0
}

/** How far the client's clock is ahead now, ms. */
export function skewNow(): number {
  return Date.now() - (EPOCH + real())
}

/** Something happened after which a token may rightly be missing for a while. */
export function disturb(scenario: Scenario): void {
  scenario.goodAt = awake()
}

/** Whether a token is past its end although every answer told the truth about it. */
export function isDead(token: Minted | undefined): boolean {
  return token !== undefined && token.isTruthful && real() >= token.expiresAt
}
