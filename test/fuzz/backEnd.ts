import type { TokenRequest, TokenResponse } from '../../src/index.ts'
import type { AttemptRules, Outcome } from './attemptRules.ts'
import { MINUTE } from '../core/support.ts'
import type { Form } from './operations.ts'
import { EPOCH, later, real } from './virtualTime.ts'
import type { Minted, Scenario } from './scenario.ts'

/** An answer, or what is thrown in its place, and what it should come to. */
interface Reply {
  readonly answer?: unknown
  readonly thrown?: unknown
  readonly outcome: Outcome
}

/** The server behind all fetchers of a world. */
export function createBackEnd(scenario: Scenario, attempts: AttemptRules) {
  const { settings, tokens } = scenario
  const newest = new Map<string, Minted>()
  const said = new Map<string, Reply>()
  let count = 0

  function mint(key: string, life: number): Minted {
    count += 1
    const value = `token-${count}`
    const token: Minted = { value, key, expiresAt: real() + life, isTruthful: true, epochs: new Set() }
    tokens.set(value, token)
    return token
  }

  /** Tells what is left of a token's life, in the form of this world. */
  function tell(token: Minted, isNew: boolean, skew: number): Reply {
    const { form, isFixed } = settings
    const left = token.expiresAt - real()
    const isSure = isExact(form) || (form === 'bare' && isNew)
    // By a client's clock that is behind a stamp says too much, but where the provider documents its lives none is longer.
    if (!isSure) token.isTruthful &&= form !== 'bare' && (isFixed ? isNew : skew >= 0)
    const outcome: Outcome = { kind: 'token', token, life: isSure ? left : undefined }
    return { answer: write(token, left), outcome }
  }

  function write({ value: token, expiresAt }: Minted, left: number): unknown {
    const iso = new Date(EPOCH + expiresAt).toISOString()
    switch (settings.form) {
      case 'expiresIn':
        return { token, expiresIn: Math.max(0, left) / 1_000 }
      case 'expiresAt and serverNow':
        return { token, expiresAt: EPOCH + expiresAt, serverNow: EPOCH + real() }
      case 'expiresAt':
        return { token, expiresAt: iso }
      case 'expires_at':
        return { token, expires_at: iso.slice(0, 19) }
      case 'bare':
        return token
    }
  }

  function reply(key: string, skew: number): Reply {
    const { mode, retryAfter } = scenario.backend
    const known = newest.get(key)
    const failed = { kind: 'failure', pause: 0 } as const
    switch (mode) {
      case 'stuck':
        if (known) return tell(known, false, skew)
        break
      case 'cached':
        if (known && known.expiresAt > real()) return tell(known, false, skew)
        break
      case 'replay': {
        const before = said.get(key)
        if (!known || !before) break
        known.isTruthful = false
        return { ...before, outcome: { kind: 'token', token: known, life: undefined } }
      }
      case 'expired': {
        const dead = mint(key, -1)
        const { answer } = tell(dead, true, skew)
        if (isExact(settings.form)) return { answer, outcome: failed }
        dead.isTruthful = false
        return { answer, outcome: { kind: 'token', token: dead, life: undefined } }
      }
      case '503':
        return { thrown: { status: 503 }, outcome: failed }
      case '429': {
        const pause = Math.min(retryAfter, 5 * MINUTE)
        return {
          thrown: { status: 429, headers: { 'retry-after': String(retryAfter / 1_000) } },
          outcome: { ...failed, pause },
        }
      }
      case '401':
        return { thrown: { status: 401 }, outcome: { kind: 'fatal' } }
      case 'network':
        return { thrown: new TypeError('Failed to fetch'), outcome: failed }
      case 'undefined':
        return { answer: undefined, outcome: failed }
    }
    const token = mint(key, settings.lifetime)
    newest.set(key, token)
    const told = tell(token, true, skew)
    said.set(key, told)
    return told
  }

  return {
    fetchToken(key: string, { reason, signal }: TokenRequest): Promise<TokenResponse> {
      const call = attempts.begin(key, reason)
      const { mode, latency } = scenario.backend
      return new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => {
          attempts.abort(call)
          if (settings.honoursAbort) reject(new DOMException('', 'AbortError'))
        })
        if (mode === 'hang') return
        const early = settings.mintsEarly ? reply(key, call.skew) : undefined
        later(latency, () => {
          const { thrown, answer, outcome } = early ?? reply(key, call.skew)
          if (outcome.kind === 'token') outcome.token.epochs.add(call.epoch)
          attempts.settle(call, outcome)
          if (thrown) reject(thrown)
          else resolve(answer as TokenResponse)
        })
      })
    },
  }
}

/** Whether answers of a form tell how long a token lives without any clock of the client. */
function isExact(form: Form): boolean {
  return form === 'expiresIn' || form === 'expiresAt and serverNow'
}
