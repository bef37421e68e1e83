import type { RefreshReason } from '../../src/index.ts'
import { MINUTE, SECOND } from '../core/support.ts'
import { awake, most, real } from './virtualTime.ts'
import { epochOf, type Minted, skewNow, type Scenario } from './scenario.ts'

/** Outcome of a call. `life` is the remaining lifetime in a response, if independent of client clocks. */
export type Outcome =
  | { readonly kind: 'token'; readonly token: Minted; readonly life: number | undefined }
  | { readonly kind: 'failure'; readonly pause: number }
  | { readonly kind: 'fatal' }
  | { readonly kind: 'unclear' }

/** A call of the host app's fetcher. Times on a clock that counts all jumps, as the library's may. */
interface Call {
  readonly key: string
  readonly epoch: number
  readonly startedAt: number
  /** A token that it brings was asked for at this true time. */
  readonly realStart: number
  /** How far the client's clock was ahead then, ms. */
  readonly skew: number
  isOpen: boolean
  settledAt: number
  outcome: Outcome
}

/** Known facts about one key. */
interface History {
  last: Call
  /** When the last call that ended did so, on a clock that counts all jumps. */
  closedAt: number
  /** Failures in a row that the library made on its own, since when, and how often the backend changed meanwhile. */
  streak?: { count: number; allowed: number; since: number; changes: number; hadToken: boolean } | undefined
  /** When the pause ends that the backend asked for, on awake time. */
  pausedUntil: number
  /** How far the client's clock had been set ahead, in all, when the last token that arrived was asked for, ms. */
  jumped?: number | undefined
  /** The clock was set ahead between the requests of the last two tokens that arrived. */
  hasJumped?: boolean | undefined
}

const SLACK = 20
/** Time for react-query and React to report a response, ms. */
const SETTLING = 3
const FLOOR = 5 * SECOND
/** A token whose end only the client's clock knows. */
const UNSURE = 0

export type AttemptRules = ReturnType<typeof createAttemptRules>

/** Checks for at most one call at a time, and no more calls than planned. */
export function createAttemptRules(scenario: Scenario) {
  const histories = new Map<string, History>()
  const believedUntil = new Map<Minted, number>()
  const open = new Set<Call>()

  const mayWake = (): boolean => scenario.isWaking || awake() < scenario.wakesUntil
  const tooSoon = (text: string): void => scenario.report('I3 no more attempts than allowed', text)

  function checkOwn({ last }: History): void {
    const since = most() - last.settledAt + SLACK
    const { outcome } = last
    if (outcome.kind === 'failure') {
      if (since < 500) tooSoon(`${since} ms after a failure`)
      if (since < outcome.pause) tooSoon(`${since} ms into a pause of ${outcome.pause} ms`)
    }
    const age = most() - last.startedAt + SLACK
    const isForReturn = mayWake() && since >= 30 * SECOND
    const isForMount = scenario.mountedAt >= last.settledAt && age >= FLOOR
    if (outcome.kind === 'fatal' && !isForReturn && !isForMount) tooSoon(`${since} ms after a fatal failure`)
    if (outcome.kind === 'unclear' && since < 500 && age < FLOOR) tooSoon(`${age} ms after the one before`)
    if (outcome.kind !== 'token') return
    const life = outcome.life ?? 0
    const rest = Math.max(FLOOR, life - Math.min(0.3 * life, 10 * MINUTE))
    if (age < rest) tooSoon(`${age} ms after a token was asked for that was good for ${life} ms`)
  }

  function checkStreak(history: History): void {
    const { streak } = history
    if (!streak) return
    if (mayWake()) streak.allowed += 1
    streak.count += 1
    const changes = scenario.changes - streak.changes
    const rate = streak.hadToken ? 15 * SECOND : 30 * SECOND
    const limit = streak.allowed + changes + (most() - streak.since) / rate
    if (streak.count > limit) tooSoon(`${streak.count} failures in ${most() - streak.since} ms`)
  }

  function checkDemand(reason: 'requested' | 'forced'): void {
    scenario.demands[reason] -= 1
    if (scenario.demands[reason] < 0) tooSoon(`${reason}, but nobody did`)
  }

  /** Until when the library may take a token for good: of two answers the one that says less counts. */
  function believe(call: Call, token: Minted, life: number): number {
    const until = Math.min(call.startedAt + life, believedUntil.get(token) ?? Infinity)
    believedUntil.set(token, until)
    return until
  }

  /** Returns the actual outcome of a response after its latency. */
  function judge(call: Call, outcome: Outcome): Outcome {
    if (outcome.kind !== 'token') return outcome
    const { token, life } = outcome
    if (life === undefined) return { kind: 'unclear' }
    const until = believe(call, token, life)
    if (real() - call.realStart >= life) return { kind: 'failure', pause: 0 }
    return until > most() ? { ...outcome, life: until - call.startedAt } : { kind: 'unclear' }
  }

  function close(call: Call, outcome: Outcome): void {
    open.delete(call)
    const history = histories.get(call.key)
    call.isOpen = false
    call.settledAt = most()
    call.outcome = outcome
    if (history) history.closedAt = call.settledAt
    if (history?.last !== call) return
    if (outcome.kind === 'failure') {
      history.pausedUntil = awake() + outcome.pause
      const goodUntil = scenario.goodUntil.get(call.key)
      const { changes } = scenario
      history.streak ??= { count: 1, allowed: 8, since: call.startedAt, changes, hadToken: false }
      history.streak.hadToken ||= goodUntil === UNSURE || (goodUntil ?? 0) > real()
    } else if (outcome.kind !== 'fatal') history.streak = undefined
    if (outcome.kind === 'token' || outcome.kind === 'unclear') {
      const jumped = call.startedAt - call.realStart
      history.hasJumped = jumped > (history.jumped ?? jumped)
      history.jumped = jumped
    }
    if (outcome.kind === 'token') scenario.goodUntil.set(call.key, call.startedAt + (outcome.life ?? 0))
    if (outcome.kind === 'unclear') scenario.goodUntil.set(call.key, UNSURE)
  }

  return {
    begin(key: string, reason: RefreshReason): Call {
      const call: Call = {
        key,
        epoch: epochOf(scenario, key),
        startedAt: most(),
        realStart: real(),
        skew: skewNow(),
        isOpen: true,
        settledAt: Infinity,
        outcome: { kind: 'unclear' },
      }
      const history = histories.get(key)
      if (history?.last.isOpen) scenario.report('I1 one call at a time', `${reason} while another call is under way`)
      if (reason === 'requested' || reason === 'forced') checkDemand(reason)
      else if (history) {
        checkOwn(history)
        checkStreak(history)
      }
      histories.set(key, {
        ...history,
        pausedUntil: history?.pausedUntil ?? 0,
        closedAt: history?.closedAt ?? -Infinity,
        last: call,
      })
      open.add(call)
      return call
    },

    settle(call: Call, outcome: Outcome): void {
      if (call.isOpen) return close(call, judge(call, outcome))
      // Of a call that was given up nothing is used.
      if (histories.get(call.key)?.last === call) call.outcome = { kind: 'unclear' }
    },

    /** The library gave a call up. */
    abort(call: Call): void {
      if (call.isOpen) close(call, { kind: 'failure', pause: 0 })
    },

    /** The host emptied its cache: what comes next begins again. */
    forget(key: string): void {
      histories.delete(key)
      scenario.goodUntil.delete(key)
      scenario.epochs.set(key, epochOf(scenario, key) + 1)
    },

    /** Whether the library waits, rightly, for somebody who can help. */
    isRefused: (key: string): boolean => histories.get(key)?.last.outcome.kind === 'fatal',

    /** Whether the backend asked to be left alone, until a moment ago. */
    isPaused: (key: string): boolean => awake() < (histories.get(key)?.pausedUntil ?? -Infinity) + 5 * SECOND,

    /** Whether the stamps of the last two tokens cannot be compared, as the client's clock was set ahead in between. */
    isIncomparable: (key: string): boolean => histories.get(key)?.hasJumped ?? false,

    /** Whether what the last call came to has had the time to be seen. */
    hasSettled(key: string): boolean {
      return most() - (histories.get(key)?.closedAt ?? -Infinity) >= SETTLING
    },

    /** Whether the library knows that a token is good for a while yet. */
    isKnownGood: (token: Minted): boolean => (believedUntil.get(token) ?? 0) > most() + SECOND,

    isAnyOpen: () => open.size > 0,
  }
}
