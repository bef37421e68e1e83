import { mintExploToken } from './mintExploToken.ts'
import { mintFeltToken } from './mintFeltToken.ts'
import { mintMetabaseToken } from './mintMetabaseToken.ts'
import { mintSupersetToken } from './mintSupersetToken.ts'
import type { MintedToken } from './mintedToken.ts'
import type { PermittedEmbed } from './permitEmbed.ts'
import { type AnyAccount, SECRET_NAMES } from './providerAccount.ts'
import { resolveSecret } from './resolveSecret.ts'

/** A permitted token request: the viewer has access to the embed, and an account exists. */
export interface MintJob {
  provider: PermittedEmbed['provider']
  /** Equal for jobs with the same account, embed, viewer and permissions. Contains the secret. */
  key: string
  /** Equal for jobs with the same account. Contains the secret. */
  accountKey: string
  mint(): Promise<MintedToken>
}

/**
 * Creates the job for minting a token. The secret is read first, because both keys contain it.
 *
 * @throws EmbedError `INVALID_OPTIONS`, `FETCH_FAILED` or `FETCH_TIMEOUT` if there is no secret
 */
export async function createMintJob(embed: PermittedEmbed, account: AnyAccount): Promise<MintJob> {
  const { provider, permissions } = embed
  const name = SECRET_NAMES[provider]
  const secret = await resolveSecret(provider, name, account[name], account.timeout)
  const { origin, username } = account
  const owner = [provider, origin, username, secret]
  const [key, accountKey] = [JSON.stringify([...owner, permissions]), JSON.stringify(owner)]
  return { provider, key, accountKey, mint: () => mint(embed, account, secret) }
}

function mint(embed: PermittedEmbed, account: AnyAccount, secret: string): Promise<MintedToken> {
  switch (embed.provider) {
    case 'felt':
      return mintFeltToken({ ...embed.permissions, ...account, apiToken: secret })
    case 'explo':
      return mintExploToken({ ...embed.permissions, ...account, apiToken: secret })
    case 'superset': {
      // The mint function says if one of them is missing.
      const { origin = '', username = '' } = account
      return mintSupersetToken({ ...embed.permissions, ...account, origin, username, password: secret })
    }
    case 'metabase':
      return mintMetabaseToken({ ...embed.permissions, timeout: account.timeout, secretKey: secret })
  }
}
