import { mintExploToken } from './mintExploToken.ts'
import { mintFeltToken } from './mintFeltToken.ts'
import type { MintedToken } from './mintedToken.ts'
import type { PermittedEmbed } from './permitEmbed.ts'
import type { ProviderAccount } from './providerAccount.ts'
import { resolveApiToken } from './resolveApiToken.ts'

/** A permitted token request: the viewer has access to the embed, and an account exists. */
export interface MintJob {
  provider: 'felt' | 'explo'
  /** Equal for jobs with the same account, embed, viewer and permissions. Contains the API token. */
  key: string
  /** Equal for jobs with the same account. Contains the API token. */
  accountKey: string
  mint(): Promise<MintedToken>
}

/**
 * Creates the job for minting a token. The API token is read first, because both keys contain it.
 *
 * @throws EmbedError `INVALID_OPTIONS`, `FETCH_FAILED` or `FETCH_TIMEOUT` if there is no API token
 */
export async function createMintJob(embed: PermittedEmbed, account: ProviderAccount): Promise<MintJob> {
  const { provider, permissions } = embed
  const apiToken = await resolveApiToken(provider, account.apiToken, account.timeout)
  const owner = [provider, account.origin, apiToken]
  const [key, accountKey] = [JSON.stringify([...owner, permissions]), JSON.stringify(owner)]
  const mint = (): Promise<MintedToken> =>
    embed.provider === 'felt'
      ? mintFeltToken({ ...embed.permissions, ...account, apiToken })
      : mintExploToken({ ...embed.permissions, ...account, apiToken })
  return { provider, key, accountKey, mint }
}
