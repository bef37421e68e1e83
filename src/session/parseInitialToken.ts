import { now } from '../browser/clock.ts'
import type { TokenAdapter } from '../core/adapter.ts'
import { createInitialToken } from '../core/createToken.ts'
import { devWarn } from '../core/devWarn.ts'
import { isRecord } from '../core/isRecord.ts'
import type { EmbedToken } from '../core/token.ts'
import type { InitialToken } from '../core/tokenFetcher.ts'
import { predatesSignOut, type TokenStores } from '../tokens/tokenStores.ts'

/**
 * Parses `initialToken`. An expired token is returned too: hydration must render the same iframe as the server's HTML.
 */
export function parseInitialToken<P>(
  adapter: TokenAdapter<P>,
  props: P,
  initialToken: InitialToken | undefined,
  stores: TokenStores,
): EmbedToken | undefined {
  if (!isRecord(initialToken) || predatesSignOut(initialToken, stores)) return undefined
  try {
    const requestStart = { clockTime: now(), systemTime: Date.now() }
    const [parsed, policy] = [adapter.parseResponse(initialToken), adapter.lifetime(props)]
    return createInitialToken(parsed, { requestStart, policy, random: Math.random() })
  } catch {
    if (process.env.NODE_ENV !== 'production')
      devWarn(
        'initialToken is not valid, so a token is fetched instead. Pass the object returned by mintFeltToken or mintExploToken.',
      )
    return undefined
  }
}
