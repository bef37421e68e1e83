import type { TokenAnswer } from './answer'
import { EmbedError } from './errors'
import { type Anchor, deriveLifetime, type LifetimePolicy } from './lifetime'
import { refreshPoint } from './plan'
import { EmbedToken } from './token'

/**
 * Makes a token of an answer, or says why it is none.
 *
 * A token that comes a second time keeps the earlier of its two expiries: a server that repeats itself never
 * lengthens a token's life. Its refresh point is drawn anew from what is left.
 *
 * @param previous the token in hand
 * @param random from 0 to 1
 * @throws EmbedError `EXPIRED_ON_ARRIVAL` or `SAME_TOKEN` when nothing of its life is left at `now`
 */
export function issueToken(
  answer: TokenAnswer,
  anchor: Anchor,
  policy: LifetimePolicy,
  previous: EmbedToken | undefined,
  now: number,
  random: number,
): EmbedToken {
  const repeated = previous?.value === answer.token ? previous : undefined
  const claimed = anchor.at + deriveLifetime(answer, anchor, policy)
  const expiresAt = Math.min(claimed, repeated?.expiresAt ?? Infinity)
  if (expiresAt <= now) throw deadToken(repeated !== undefined)
  const refreshAt = refreshPoint(anchor.at, expiresAt - anchor.at, random)
  return new EmbedToken({ value: answer.token, issuedAt: anchor.at, expiresAt, refreshAt })
}

function deadToken(isRepeated: boolean): EmbedError {
  return isRepeated
    ? new EmbedError(
        'SAME_TOKEN',
        'fetchToken answered with the token that has already run out. Mint a new one each time.',
      )
    : new EmbedError(
        'EXPIRED_ON_ARRIVAL',
        'fetchToken answered with a token that had already run out. Check for a cache on the way, and the clocks of server and browser; answering with expiresIn (seconds) needs no clocks.',
      )
}
