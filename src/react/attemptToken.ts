import { now } from '../browser/clock.ts'
import { withTimeout } from '../core/timeout.ts'
import { devWarn } from '../core/devWarn.ts'
import { EmbedError } from '../core/errors.ts'
import { createToken } from '../core/createToken.ts'
import { type RequestStart, getServerExpiry } from '../core/lifetime.ts'
import { recordFailure } from '../core/refreshSchedule.ts'
import type { RefreshReason } from '../core/tokenFetcher.ts'
import type { EmbedToken } from '../core/token.ts'
import { controlOf, keepToken, tokenOf, type TokenQuery } from './tokenControl.ts'
import type { TokenOrigin } from './tokenOrigin.ts'

/** A fetcher that has not settled by then is given up, in ms. */
const FETCH_TIMEOUT = 60_000
/** A life shorter than this is a mistake, in ms. */
const SHORT = 30_000

/**
 * Calls the host's fetcher once and makes a token of what it answers. Everything is counted from the moment before
 * the call, as the server issues the token no earlier.
 *
 * @throws EmbedError as a rejection, after the failure has been noted in the query's control
 */
export async function attemptToken(query: TokenQuery, origin: TokenOrigin, reason: RefreshReason): Promise<EmbedToken> {
  const control = controlOf(query)
  const requestStart: RequestStart = { clockTime: now(), systemTime: Date.now() }
  control.history = { ...control.history, startedAt: requestStart.clockTime }
  const abort = new AbortController()
  control.abortController = abort
  const issued = origin.request(reason, abort.signal).then((parsed) => {
    const { lastServerExpiry } = control
    control.lastServerExpiry = getServerExpiry(parsed, requestStart)
    const { known } = control
    const policy = origin.lifetime()
    const token = createToken(parsed, {
      requestStart,
      policy,
      known,
      lastServerExpiry,
      now: now(),
      random: Math.random(),
    })
    if (!token.equals(tokenOf(query))) warnIfShort(token)
    return token
  })
  try {
    const token = await withTimeout(Promise.race([issued, endOf(abort.signal)]), FETCH_TIMEOUT, () => {
      abort.abort()
      return new EmbedError('FETCH_TIMEOUT', `fetchToken did not settle within ${FETCH_TIMEOUT / 1_000} s.`)
    })
    control.history = { startedAt: requestStart.clockTime, failures: 0 }
    keepToken(control, token)
    return token
  } catch (thrown) {
    const error = origin.readFailure(thrown)
    control.history = recordFailure(control.history, error, tokenOf(query), now(), Math.random())
    throw error
  }
}

function warnIfShort({ issuedAt, expiresAt }: EmbedToken): void {
  if (expiresAt - issuedAt >= SHORT) return
  devWarn(
    'a token lives for less than half a minute, so tokens are fetched all the time, and a page may load for longer ' +
      'than its token lasts. Mint longer-lived ones; if they are, check the clocks of server and browser.',
  )
}

/** Rejects when a viewer signs out in mid-flight. What the fetcher answers after that is nobody's. */
function endOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const message = 'The viewer signed out (clearEmbedTokens) before the token came.'
    signal.addEventListener('abort', () => reject(new EmbedError('UNMOUNTED', message)), { once: true })
  })
}
