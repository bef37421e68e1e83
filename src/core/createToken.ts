import type { ParsedToken } from './parseTokenResponse.ts'
import { EmbedError } from './errors.ts'
import { type RequestStart, deriveLifetime, type LifetimePolicy, type ServerExpiry } from './lifetime.ts'
import { computeRefreshAt } from './refreshSchedule.ts'
import { EmbedToken } from './token.ts'

/** What an answer is judged by. */
export interface CreateTokenContext {
  requestStart: RequestStart
  policy: LifetimePolicy
  /** The newest tokens that came before, in any order. */
  knownTokens?: readonly EmbedToken[] | undefined
  /** Of the answer before, whatever came of it. */
  lastServerExpiry?: ServerExpiry | undefined
  /** Ms on the document's clock. */
  now: number
  /** From 0 to 1. */
  random: number
}

/**
 * Makes a token of an answer, or says why it is none.
 *
 * A known token keeps the earlier of its two expiries: a server, or one of several caches before it, that repeats
 * itself never lengthens a token's life. Its refresh point is drawn anew from what is left.
 *
 * @throws EmbedError `EXPIRED_ON_ARRIVAL` or `STALE_TOKEN` when nothing of its life is left at `now`
 */
export function createToken(parsed: ParsedToken, context: CreateTokenContext): EmbedToken {
  const { requestStart, policy, knownTokens, lastServerExpiry, now, random } = context
  const repeated = knownTokens?.find(({ value }) => value === parsed.token)
  const claimed = requestStart.clockTime + deriveLifetime(parsed, requestStart, policy, lastServerExpiry)
  const expiresAt = Math.min(claimed, repeated?.expiresAt ?? Infinity)
  // Not `<=`: a vendor's policy may hold no number.
  if (!(expiresAt > now)) throw expiredTokenError(repeated !== undefined)
  return buildToken(parsed, requestStart.clockTime, expiresAt, random)
}

/**
 * Makes a token of an answer that came with the page, perhaps of one that has run out: the frame in the server's HTML
 * holds it all the same. Of all that it says about its end the earliest counts, as pages are kept.
 *
 * @param requestStart when the page's script first saw it
 */
export function createInitialToken(
  parsed: ParsedToken,
  context: Omit<CreateTokenContext, 'knownTokens' | 'lastServerExpiry' | 'now'>,
) {
  const { requestStart, policy, random } = context
  const [byDuration, byTimestamp] = [
    { ...parsed, expiresAt: undefined },
    { ...parsed, lifetime: undefined },
  ]
  const lifetime = Math.min(
    deriveLifetime(byDuration, requestStart, policy),
    deriveLifetime(byTimestamp, requestStart, policy),
  )
  return buildToken(parsed, requestStart.clockTime, requestStart.clockTime + lifetime, random)
}

function buildToken({ token }: ParsedToken, issuedAt: number, expiresAt: number, random: number): EmbedToken {
  const refreshAt = computeRefreshAt(issuedAt, expiresAt - issuedAt, random)
  return new EmbedToken({ value: token, issuedAt, expiresAt, refreshAt })
}

function expiredTokenError(isRepeated: boolean): EmbedError {
  const code = isRepeated ? 'STALE_TOKEN' : 'EXPIRED_ON_ARRIVAL'
  if (process.env.NODE_ENV === 'production') return new EmbedError(code, 'The token had expired when it arrived.')
  return new EmbedError(
    code,
    isRepeated
      ? 'The same token was returned again after it expired. Return a new token for every request; check for a cache on your server.'
      : 'The token had expired when it arrived. Check for a cache in between, or return expiresIn (seconds) so that clock differences do not matter.',
  )
}
