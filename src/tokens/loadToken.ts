import { now } from '../browser/clock.ts'
import { isPrerendering } from '../browser/wake.ts'
import { whenActivated } from '../browser/whenActivated.ts'
import { createToken } from '../core/createToken.ts'
import { createConcurrencyLimiter } from '../core/createConcurrencyLimiter.ts'
import { devWarn } from '../core/devWarn.ts'
import { EmbedError } from '../core/errors.ts'
import { getServerExpiry, type RequestStart } from '../core/lifetime.ts'
import { recordFailure } from '../core/refreshSchedule.ts'
import { withTimeout } from '../core/timeout.ts'
import type { EmbedToken } from '../core/token.ts'
import { unmountedError } from '../core/unmountedError.ts'
import type { RefreshReason } from '../core/tokenFetcher.ts'
import type { TokenLoader } from './tokenLoader.ts'
import { keepToken, type TokenRecord } from './tokenRecord.ts'

/** Timeout of a fetcher, in ms. */
const FETCH_TIMEOUT = 60_000
/** Minimum sensible lifetime of a token, in ms. */
const SHORT_LIFETIME = 30_000

/** Maximum number of concurrent fetches, so that a page of many embeds does not flood its backend. */
const MAX_CONCURRENT_FETCHES = 6
/** After this time a slow fetch no longer delays other embeds, in ms. */
const SLOW_FETCH_THRESHOLD = 2_000

const limitFetches = createConcurrencyLimiter(MAX_CONCURRENT_FETCHES, SLOW_FETCH_THRESHOLD)

/**
 * Loads a token as soon as a slot is free.
 *
 * @param getLoader called at the start of the fetch; returns undefined after a sign-out or without embeds
 * @throws EmbedError as a rejection
 */
export function loadToken(
  record: TokenRecord,
  reason: RefreshReason,
  getLoader: () => TokenLoader | undefined,
): Promise<EmbedToken> {
  const load = async (): Promise<EmbedToken> => {
    const loader = getLoader()
    if (!loader) throw unmountedError()
    return attemptLoad(record, loader, reason)
  }
  // The viewer may never navigate to a prerendered page.
  return isPrerendering() ? whenActivated(document).then(() => limitFetches(load)) : limitFetches(load)
}

/**
 * Calls the app's fetcher once, creates a token from the response, and records the outcome. Lifetimes are counted
 * from the moment before the call, because the server issues the token no earlier.
 *
 * @throws EmbedError as a rejection, after recording the failure
 */
async function attemptLoad(record: TokenRecord, loader: TokenLoader, reason: RefreshReason): Promise<EmbedToken> {
  const requestStart: RequestStart = { clockTime: now(), systemTime: Date.now() }
  const controller = new AbortController()
  record.abortController = controller
  record.history = { ...record.history, startedAt: requestStart.clockTime }
  const load = async (): Promise<EmbedToken> => {
    const response = await loader.request(reason, controller.signal)
    const { knownTokens, lastServerExpiry } = record
    record.lastServerExpiry = getServerExpiry(response, requestStart)
    const policy = loader.lifetime()
    return createToken(response, {
      requestStart,
      policy,
      knownTokens,
      lastServerExpiry,
      now: now(),
      random: Math.random(),
    })
  }
  try {
    const token = await withTimeout(Promise.race([load(), rejectOnAbort(controller.signal)]), FETCH_TIMEOUT, () => {
      controller.abort()
      return new EmbedError('FETCH_TIMEOUT', `No token arrived within ${FETCH_TIMEOUT / 1_000} s.`)
    })
    if (process.env.NODE_ENV !== 'production' && !token.equals(record.token)) warnIfShortLived(token)
    keepToken(record, token, requestStart.clockTime)
    return token
  } catch (thrown) {
    const error = loader.toEmbedError(thrown)
    record.history = recordFailure(record.history, error, record.token, now(), Math.random())
    throw error
  }
}

/** Rejects when the viewer signs out, or the app clears its cache. A later response is discarded. */
function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(unmountedError()), { once: true })
  })
}

function warnIfShortLived({ issuedAt, expiresAt }: EmbedToken): void {
  if (expiresAt - issuedAt >= SHORT_LIFETIME) return
  devWarn(
    'tokens expire in less than 30 s, so they are refreshed constantly and may expire while the embed loads. ' +
      'Use a longer lifetime; if it is longer, check the server and client clocks.',
  )
}
