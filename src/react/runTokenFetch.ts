import { now } from '../browser/clock.ts'
import { withTimeout } from '../core/timeout.ts'
import { devWarn } from '../core/devWarn.ts'
import { EmbedError } from '../core/errors.ts'
import { createToken } from '../core/createToken.ts'
import { type RequestStart, getServerExpiry } from '../core/lifetime.ts'
import { recordFailure } from '../core/refreshSchedule.ts'
import type { RefreshReason } from '../core/tokenFetcher.ts'
import type { EmbedToken } from '../core/token.ts'
import { getQueryState, setNewestToken, getNewestToken, type TokenQuery } from './tokenQueryState.ts'
import type { TokenLoader } from './tokenLoader.ts'

/** A fetcher that has not settled by then is given up, in ms. */
const FETCH_TIMEOUT = 60_000
/** A life shorter than this is a mistake, in ms. */
const SHORT_LIFETIME = 30_000

/**
 * Calls the host's fetcher once and makes a token of what it answers. Everything is counted from the moment before
 * the call, as the server issues the token no earlier.
 *
 * @throws EmbedError as a rejection, after the failure has been noted in the query's state
 */
export async function runTokenFetch(
  query: TokenQuery,
  loader: TokenLoader,
  reason: RefreshReason,
): Promise<EmbedToken> {
  const state = getQueryState(query)
  const requestStart: RequestStart = { clockTime: now(), systemTime: Date.now() }
  state.history = { ...state.history, startedAt: requestStart.clockTime }
  const abortController = new AbortController()
  state.abortController = abortController
  const tokenPromise = loader.request(reason, abortController.signal).then((parsed) => {
    const { lastServerExpiry } = state
    state.lastServerExpiry = getServerExpiry(parsed, requestStart)
    const { knownTokens } = state
    const policy = loader.lifetime()
    const token = createToken(parsed, {
      requestStart,
      policy,
      knownTokens,
      lastServerExpiry,
      now: now(),
      random: Math.random(),
    })
    if (!token.equals(getNewestToken(query))) warnIfShortLived(token)
    return token
  })
  try {
    const token = await withTimeout(
      Promise.race([tokenPromise, rejectOnAbort(abortController.signal)]),
      FETCH_TIMEOUT,
      () => {
        abortController.abort()
        return new EmbedError('FETCH_TIMEOUT', `fetchToken did not settle within ${FETCH_TIMEOUT / 1_000} s.`)
      },
    )
    state.history = { startedAt: requestStart.clockTime, failures: 0 }
    setNewestToken(state, token)
    return token
  } catch (thrown) {
    const error = loader.toEmbedError(thrown)
    state.history = recordFailure(state.history, error, getNewestToken(query), now(), Math.random())
    throw error
  }
}

function warnIfShortLived({ issuedAt, expiresAt }: EmbedToken): void {
  if (expiresAt - issuedAt >= SHORT_LIFETIME) return
  devWarn(
    'a token lives for less than half a minute, so tokens are fetched all the time, and a page may load for longer ' +
      'than its token lasts. Mint longer-lived ones; if they are, check the clocks of server and browser.',
  )
}

/** Rejects when a viewer signs out in mid-flight. What the fetcher answers after that is nobody's. */
function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const message = 'The viewer signed out (clearEmbedTokens) before the token came.'
    signal.addEventListener('abort', () => reject(new EmbedError('UNMOUNTED', message)), { once: true })
  })
}
