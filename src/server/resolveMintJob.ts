import { mintExploToken } from './mintExploToken.ts'
import { mintFeltToken } from './mintFeltToken.ts'
import type { MintedToken } from './mintedToken.ts'
import { pickAccount, type Picked, type ProviderAccount } from './providerAccount.ts'
import type { RequestedEmbed } from './parseEmbedRequest.ts'
import { isIdAllowed, type ViewerAccess } from './viewerAccess.ts'

/** A token that may be minted: the viewer has access to the embed. */
export interface MintJob {
  /** Equal for requests that get the same token. */
  key: string
  start(): Promise<MintedToken>
}

/** The accounts that a token handler has. */
export interface ProviderAccounts {
  felt?: ProviderAccount | undefined
  explo?: ProviderAccount | undefined
}

type DocumentedFeltPermissions = Omit<NonNullable<ViewerAccess['felt']>, 'mapIds'>
type DocumentedExploPermissions = Omit<NonNullable<ViewerAccess['explo']>, 'embedIds'>

/**
 * Returns how to mint the requested token; undefined if the viewer has no access.
 *
 * Only the documented permissions are taken from `access`. An app may return a row of its database there, and a field of
 * the row must not replace an option of the account, such as the origin that receives the API token.
 */
export async function resolveMintJob(
  requested: RequestedEmbed,
  access: ViewerAccess,
  accounts: ProviderAccounts,
): Promise<MintJob | undefined> {
  switch (requested.provider) {
    case 'felt': {
      if (!accounts.felt || !access.felt || !(await isIdAllowed(access.felt.mapIds, requested.mapId))) return undefined
      const options = { ...pickFeltPermissions(access.felt), mapId: requested.mapId }
      const account = pickAccount(accounts.felt)
      return { key: JSON.stringify(['felt', options]), start: () => mintFeltToken({ ...options, ...account }) }
    }
    case 'explo': {
      if (!accounts.explo || !access.explo || !(await isIdAllowed(access.explo.embedIds, requested.embedId)))
        return undefined
      const options = { ...pickExploPermissions(access.explo), embedId: requested.embedId }
      const account = pickAccount(accounts.explo)
      return { key: JSON.stringify(['explo', options]), start: () => mintExploToken({ ...options, ...account }) }
    }
  }
  return requested satisfies never
}

function pickFeltPermissions({ userEmail }: DocumentedFeltPermissions): Picked<DocumentedFeltPermissions> {
  return { userEmail }
}

function pickExploPermissions(granted: DocumentedExploPermissions): Picked<DocumentedExploPermissions> {
  return {
    customerId: granted.customerId,
    expiration: granted.expiration,
    keyId: granted.keyId,
    chartId: granted.chartId,
    allowedFeatures: granted.allowedFeatures,
    disableEditableSectionEditing: granted.disableEditableSectionEditing,
    embedOrigin: granted.embedOrigin,
  }
}
