import { createInFlightDeduper } from './createInFlightDeduper.ts'
import type { MintJob } from './createMintJob.ts'
import { createProviderPause } from './createProviderPause.ts'
import { type MintedToken, withRemainingLifetime } from './mintedToken.ts'
import type { SafeCache } from './tokenCache.ts'

/** Context of one token request. */
export interface MintContext {
  cache: SafeCache
  /** Whether a cached token is insufficient. */
  needsNewToken: boolean
}

/**
 * Creates the function for minting tokens: deduplicates equal requests in flight, reads the cache before calling the
 * provider, and sends no request during a `Retry-After` delay.
 */
export function createTokenMinter(): (job: MintJob, context: MintContext) => Promise<MintedToken> {
  const joinInFlight = createInFlightDeduper<MintedToken>()
  const pause = createProviderPause()

  async function mintOrRead(job: MintJob, { cache, needsNewToken }: MintContext): Promise<MintedToken> {
    const cached = needsNewToken ? undefined : parseCached(await cache.read(cacheKey(job)), Date.now())
    if (cached) return cached
    await pause.assertNone(job.provider, job.accountKey, cache)
    const minted = await job.mint().catch(async (error: unknown) => {
      await pause.begin(error, job.accountKey, cache)
      throw error
    })
    await cache.write(cacheKey(job), minted, (minted.expiresIn * 1_000) / 2)
    return minted
  }

  return async (job, context) => {
    let own: MintedToken | undefined
    const key = `${job.key} ${context.needsNewToken}`
    const shared = await joinInFlight(key, async () => (own = await mintOrRead(job, context)))
    return shared === own ? shared : withRemainingLifetime(shared, Date.now())
  }
}

function cacheKey({ key }: MintJob): string {
  return `token ${key}`
}

/**
 * Returns a cached token with its remaining lifetime; undefined after half of its lifetime. A browser with
 * a refresh at three quarters of the received lifetime therefore never gets the same token again.
 */
function parseCached(value: Readonly<Record<string, unknown>> | undefined, now: number): MintedToken | undefined {
  const { token, expiresIn, expiresAt } = value ?? {}
  if (typeof token !== 'string' || token === '' || typeof expiresIn !== 'number' || typeof expiresAt !== 'string')
    return undefined
  const left = withRemainingLifetime({ token, expiresIn, expiresAt }, now)
  return left.expiresIn * 2 > expiresIn ? left : undefined
}
