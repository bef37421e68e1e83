import { mintExploToken } from './mintExploToken.ts'
import { mintFeltToken } from './mintFeltToken.ts'
import type { MintedToken } from './mintedToken.ts'
import { pickAccount, type Picked, type VendorAccount } from './vendorAccount.ts'
import type { TokenOrder } from './readOrder.ts'
import { allows, type TokenAccess } from './tokenAccess.ts'

/** A token that may be minted: the viewer has access to the embed. */
export interface Mint {
  /** Equal for requests that get the same token. */
  key: string
  start(): Promise<MintedToken>
}

/** The accounts that a token handler has. */
export interface Accounts {
  felt?: VendorAccount | undefined
  explo?: VendorAccount | undefined
}

type FeltPermissions = Omit<NonNullable<TokenAccess['felt']>, 'mapIds'>
type ExploPermissions = Omit<NonNullable<TokenAccess['explo']>, 'embedIds'>

/**
 * Returns how to mint the requested token; undefined if the viewer has no access.
 *
 * Only the documented permissions are taken from `access`. An app may return a row of its database there, and a field of
 * the row must not replace an option of the account, such as the origin that receives the API token.
 */
export async function findMint(order: TokenOrder, access: TokenAccess, accounts: Accounts): Promise<Mint | undefined> {
  switch (order.provider) {
    case 'felt': {
      if (!accounts.felt || !access.felt || !(await allows(access.felt.mapIds, order.mapId))) return undefined
      const wanted = { ...pickFelt(access.felt), mapId: order.mapId }
      const account = pickAccount(accounts.felt)
      return { key: JSON.stringify(['felt', wanted]), start: () => mintFeltToken({ ...wanted, ...account }) }
    }
    case 'explo': {
      if (!accounts.explo || !access.explo || !(await allows(access.explo.embedIds, order.embedId))) return undefined
      const wanted = { ...pickExplo(access.explo), embedId: order.embedId }
      const account = pickAccount(accounts.explo)
      return { key: JSON.stringify(['explo', wanted]), start: () => mintExploToken({ ...wanted, ...account }) }
    }
  }
  return order satisfies never
}

function pickFelt({ userEmail }: FeltPermissions): Picked<FeltPermissions> {
  return { userEmail }
}

function pickExplo(granted: ExploPermissions): Picked<ExploPermissions> {
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
