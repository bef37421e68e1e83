import type { ParsedToken } from './parseTokenResponse.ts'
import { EmbedError } from './errors.ts'
import { type RequestStart, deriveLifetime, type LifetimePolicy, type ServerExpiry } from './lifetime.ts'
import { computeRefreshAt } from './refreshSchedule.ts'
import { EmbedToken } from './token.ts'

/** Context for judging a token response. */
export interface CreateTokenContext {
  requestStart: RequestStart
  policy: LifetimePolicy
  /** Newest earlier tokens, in any order. */
  knownTokens?: readonly EmbedToken[] | undefined
  /** Expiry in the previous response, even if the response was rejected. */
  lastServerExpiry?: ServerExpiry | undefined
  /** Time on the document's clock, in ms. */
  now: number
  /** Random number from 0 to 1. */
  random: number
}

/**
 * Creates a token from a parsed response.
 *
 * A known token keeps the earlier of its two expiries: a repeated response from a server or cache never extends a
 * token's lifetime. The refresh time is computed again from the remaining lifetime. The newest response is used even
 * if its token expires before the current one, because an embed may have requested it after the current one did not
 * work.
 *
 * @throws EmbedError `EXPIRED_ON_ARRIVAL` or `STALE_TOKEN` if the token has expired at `now`
 */
export function createToken(parsed: ParsedToken, context: CreateTokenContext): EmbedToken {
  const { requestStart, policy, knownTokens, lastServerExpiry, now, random } = context
  const repeated = knownTokens?.find(({ value }) => value === parsed.token)
  const claimed = requestStart.clockTime + deriveLifetime(parsed, requestStart, policy, lastServerExpiry)
  const expiresAt = Math.min(claimed, repeated?.expiresAt ?? Infinity)
  // Not `<=`: an adapter's policy may contain NaN.
  if (!(expiresAt > now)) throw expiredTokenError(repeated !== undefined)
  return buildToken(parsed, requestStart.clockTime, expiresAt, random)
}

/**
 * Creates a token from `initialToken`. An expired token is kept, because the iframe in the server's HTML contains the
 * same token. The earliest of all expiries counts, because HTML may be cached.
 *
 * @param requestStart first time the page's script read the token
 */
export function createInitialToken(
  parsed: ParsedToken,
  context: Omit<CreateTokenContext, 'knownTokens' | 'lastServerExpiry' | 'now'>,
) {
  const { requestStart, policy, random } = context
  const byTimestamp = { ...parsed, lifetime: undefined }
  const lifetime = Math.min(
    deriveLifetime(parsed, requestStart, policy),
    parsed.expiresAt === undefined ? Infinity : deriveLifetime(byTimestamp, requestStart, policy),
  )
  return buildToken(parsed, requestStart.clockTime, requestStart.clockTime + lifetime, random)
}

function buildToken({ token }: ParsedToken, issuedAt: number, expiresAt: number, random: number): EmbedToken {
  const refreshAt = computeRefreshAt(issuedAt, expiresAt - issuedAt, random)
  return new EmbedToken({ value: token, issuedAt, expiresAt, refreshAt })
}

function expiredTokenError(isRepeated: boolean): EmbedError {
  const code = isRepeated ? 'STALE_TOKEN' : 'EXPIRED_ON_ARRIVAL'
  if (process.env.NODE_ENV === 'production') return new EmbedError(code, 'The token has already expired.')
  return new EmbedError(
    code,
    isRepeated
      ? 'The same token was returned again after it expired. Return a new token for every request; check for a cache on your server.'
      : 'The token had already expired when it was received. Check for a cache in between, or return expiresIn (seconds) so that clock differences do not matter.',
  )
}
