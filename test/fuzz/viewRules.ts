import type { EmbedState, UseEmbedTokenResult } from '../../src/index.ts'
import type { AttemptRules } from './attemptRules.ts'
import { srcTokenOf, findFrames, tokenOf, readyFor } from './fakeFrames.ts'
import { EMBED } from './host.tsx'
import { MINUTE, SECOND } from '../core/support.ts'
import type { Form } from './operations.ts'
import { awake, most, real } from './virtualTime.ts'
import { disturb, epochOf, isDead, skewNow, type Scenario } from './scenario.ts'

/** Last value received by a component with the hook. */
interface Seen {
  readonly key: string
  readonly result: UseEmbedTokenResult
  /** For how long it has shown a dead token, awake and visible. */
  lag: number
}

/** The watchdog's period, and a little for what must happen after it. */
const LAG = 15 * SECOND + 50
/** The longest pause, one call that hangs, the watchdog, and a little. */
const RECOVERY = 60 * SECOND + 60 * SECOND + 15 * SECOND + SECOND
/** A stamp that is compared with a wrong clock needs a second answer. */
const SECOND_LOOK = 30 * SECOND

export type ViewRules = ReturnType<typeof createViewRules>

/** Checks that components see correct data of their own viewer, as soon as available. */
export function createViewRules(scenario: Scenario, attempts: AttemptRules) {
  const { isRefused, isPaused, isIncomparable, hasSettled, isKnownGood } = attempts
  const seen = new Map<number, Seen>()
  /** Observers that a sign-out silenced. */
  const idle = new Set<number>()
  const lives = new Map<number, { token: string; expiresAt: number; epoch: number }>()
  let embed: { readonly state: EmbedState; readonly iframe: HTMLElement | undefined } | null = null
  let embedLag = 0
  let lookedAt = 0

  function checkToken(id: number, key: string, token: string): void {
    const minted = scenario.tokens.get(token)
    if (minted?.key !== key)
      return scenario.report('I6 to each viewer their own', `${key} saw a token of ${minted?.key}`)
    if (!minted.epochs.has(epochOf(scenario, key)))
      scenario.report('I6 to each viewer their own', 'a token of an earlier life')
    if (idle.has(id)) scenario.report('I6 to each viewer their own', 'a token after the viewer signed out')
    if (isDead(minted)) {
      scenario.report('I2 no token past its end', `offered ${real() - minted.expiresAt} ms after its end`)
    }
  }

  /** A token that is seen again does not end later than it did, unless the host had it forgotten. */
  function checkLife(id: number, key: string, token: string, expiresAt: number): void {
    const before = lives.get(id)
    const epoch = epochOf(scenario, key)
    if (before?.token === token && before.epoch === epoch && expiresAt > before.expiresAt) {
      scenario.report('I10 no life made longer', `by ${expiresAt - before.expiresAt} ms`)
    }
    lives.set(id, { token, expiresAt, epoch })
  }

  function lagOf(lag: number, step: number, token: string | undefined): number {
    const minted = token === undefined ? undefined : scenario.tokens.get(token)
    if (!minted || !isDead(minted)) return 0
    const grown = lag + Math.min(step, real() - minted.expiresAt)
    if (grown > LAG) scenario.report('I2 no token past its end', `shown for ${grown} ms after its end`)
    return grown
  }

  /** A page that is ready, with a token that is known to be good, is visible whatever else goes wrong. */
  function checkEmbed(): void {
    const minted = scenario.tokens.get(tokenOf(embed?.iframe) ?? '')
    if (!embed?.iframe || !minted || scenario.hadBadPage || !isKnownGood(minted)) return
    if (readyFor(embed.iframe) < SECOND) return
    const { status } = embed.state
    if (status !== 'ready' && status !== 'degraded')
      scenario.report('I8 the state tells the truth', `${status} over a good page`)
  }

  /** Whether nothing stands between a viewer and a token. What was refused long ago is forgiven. */
  function isWell(isForgiven = false): boolean {
    const { backend, settings, isVisible } = scenario
    const { lifetime, form, isFixed, inBackground } = settings
    const key = [...seen].find(([id]) => !idle.has(id))?.[1].key
    if (key === undefined || isPaused(key) || (!isForgiven && isRefused(key)) || backend.mode !== 'ok') return false
    if (!isVisible && !inBackground) return false
    const lost =
      backend.latency + (isStamp(form) && !isFixed ? Math.max(0, skewNow()) : 0) + (form === 'expires_at' ? SECOND : 0)
    return backend.latency < 20 * SECOND && lost < lifetime / 2
  }

  function hasGoodToken(): boolean {
    return [...seen.values()].some(({ result }) => {
      const minted = scenario.tokens.get(result.token ?? '')
      return minted !== undefined && !isDead(minted)
    })
  }

  return {
    /** A component with the hook renders. */
    see(id: number, key: string, result: UseEmbedTokenResult): void {
      const { state, token } = result
      const isGood = state.status === 'ready' || state.status === 'degraded'
      if (isGood !== (token !== undefined))
        scenario.report('I8 the state tells the truth', `${state.status} with ${token}`)
      if (idle.has(id) && state.status !== 'idle')
        scenario.report('I6 to each viewer their own', `${state.status} when idle`)
      if (token !== undefined) checkToken(id, key, token)
      if (token !== undefined && isGood) checkLife(id, key, token, state.expiresAt)
      seen.set(id, { key, result, lag: seen.get(id)?.lag ?? 0 })
    },

    watch(handle: typeof embed): void {
      embed = handle
    },

    /** These observers are no longer there. */
    leave(id: number): void {
      seen.delete(id)
      lives.delete(id)
      idle.delete(id)
    },

    silence: (ids: readonly number[]): void => ids.forEach((id) => idle.add(id)),
    rouse: (): void => idle.clear(),
    results: (): UseEmbedTokenResult[] => [...seen.values()].map(({ result }) => result),
    isSilent: (id: number): boolean => idle.has(id),

    /** Looks at everything that is visible, each time something may have changed. */
    look(): void {
      const step = scenario.isVisible ? awake() - lookedAt : 0
      lookedAt = awake()
      for (const one of seen.values()) one.lag = lagOf(one.lag, step, one.result.token)
      const isOnShow = embed?.state.status === 'ready' || embed?.state.status === 'degraded'
      embedLag = lagOf(embedLag, step, isOnShow ? tokenOf(embed?.iframe) : undefined)
      if (!isWell() || hasGoodToken()) disturb(scenario)
      const bound = RECOVERY + (isStamp(scenario.settings.form) ? SECOND_LOOK : 0) + 2 * scenario.backend.latency
      const missing = awake() - scenario.goodAt
      if (missing > bound) scenario.report('I4 recovery in time', `no token for ${missing} ms`)
    },

    /** Looks at what must hold once everything has had its turn. */
    settle(key: string): void {
      for (const frame of findFrames()) {
        const owner = scenario.tokens.get(srcTokenOf(frame) ?? '')?.key
        if (owner !== key) scenario.report('I6 to each viewer their own', `a frame of ${owner} under ${key}`)
        if (idle.has(EMBED)) scenario.report('I6 to each viewer their own', 'a frame after the viewer signed out')
      }
      checkEmbed()
      for (const [id, one] of seen) {
        if (one.key !== key) scenario.report('I6 to each viewer their own', `${one.key} is still on show under ${key}`)
        if (idle.has(id)) continue
        if (one.result.token === undefined && hasSettled(key) && most() + SECOND < (scenario.goodUntil.get(key) ?? 0)) {
          scenario.report('I12 no good token dropped', `${one.result.state.status} with a good token in hand`)
        }
        const epochs = scenario.tokens.get(one.result.token ?? '')?.epochs
        if (epochs && !epochs.has(epochOf(scenario, key)))
          scenario.report('I6 to each viewer their own', 'an old token stays')
      }
    },

    /**
     * Whether a third answer is on its way: by a fast clock a new token looks old, and the two stamps that would show
     * that it is new were read by a clock that was set ahead in between.
     */
    needsThirdAnswer(key: string): boolean {
      const { form, isFixed, lifetime } = scenario.settings
      if (!embed || !isStamp(form) || !isFixed || skewNow() < lifetime - MINUTE - SECOND) return false
      const { state } = embed
      return isIncomparable(key) && state.status === 'degraded' && state.error.code === 'EXPIRED_ON_ARRIVAL'
    },

    /** Looks at an embed whose backend and page have been well for minutes. */
    settleWell(): void {
      if (!isWell(true) || scenario.settings.lifetime < MINUTE) return
      if (!hasGoodToken()) scenario.report('I4 recovery in time', 'none after minutes')
      // A page that is left alone keeps its token to the end and beyond, and one that never came waits for its viewer.
      const { refreshMode, isPatient } = scenario.settings
      if (refreshMode === 'none' || (isPatient && scenario.hadBadPage)) return
      if (embed && embed.state.status !== 'ready')
        scenario.report('I8 the state tells the truth', `${embed.state.status} when all is well`)
    },
  }
}

/** Whether answers of a form tell when a token ends by the server's clock alone. */
function isStamp(form: Form): boolean {
  return form === 'expiresAt' || form === 'expires_at'
}
