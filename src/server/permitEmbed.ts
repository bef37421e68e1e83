import { EmbedError } from '../core/errors.ts'
import { toFeltMapId } from '../core/toFeltMapId.ts'
import { isIdAllowed } from './isIdAllowed.ts'
import type { MintExploTokenOptions } from './mintExploToken.ts'
import type { MintFeltTokenOptions } from './mintFeltToken.ts'
import type { RequestedEmbed } from './parseEmbedRequest.ts'
import type { Picked } from './providerAccount.ts'
import type { ViewerAccess } from './viewerAccess.ts'

type FeltPermissions = Pick<MintFeltTokenOptions, 'userEmail' | 'mapId'>
type ExploPermissionsOfEmbed = Omit<MintExploTokenOptions, 'apiToken' | 'origin' | 'signal' | 'timeout' | 'fetch'>

/** A permitted embed with the viewer's permissions: the options of a mint function without an account. */
export type PermittedEmbed =
  | { provider: 'felt'; permissions: Picked<FeltPermissions> }
  | { provider: 'explo'; permissions: Picked<ExploPermissionsOfEmbed> }

/**
 * Returns the permissions for the requested embed; undefined if the viewer has no access.
 *
 * Only documented permissions are copied from `access`. An app may return a database row, and a field of
 * the row must not replace an option of the account, such as the origin for requests with the API token.
 *
 * @throws EmbedError `INVALID_OPTIONS` for an `apiToken`, or for invalid allowed ids
 */
export async function permitEmbed(
  requested: RequestedEmbed,
  access: ViewerAccess,
): Promise<PermittedEmbed | undefined> {
  const { provider } = requested
  switch (provider) {
    case 'felt': {
      const granted = access.felt
      const { mapId } = requested
      if (!granted) return undefined
      assertNoApiToken(provider, granted)
      if (!(await isIdAllowed('mapIds', granted.mapIds, mapId, toFeltMapId))) return undefined
      return { provider, permissions: { mapId, userEmail: granted.userEmail } }
    }
    case 'explo': {
      const granted = access.explo
      const { embedId } = requested
      if (!granted) return undefined
      assertNoApiToken(provider, granted)
      if (!(await isIdAllowed('embedIds', granted.embedIds, embedId))) return undefined
      const permissions = {
        embedId,
        customerId: granted.customerId,
        expiration: granted.expiration,
        keyId: granted.keyId,
        chartId: granted.chartId,
        allowedFeatures: granted.allowedFeatures,
        disableEditableSectionEditing: granted.disableEditableSectionEditing,
        embedOrigin: granted.embedOrigin,
      }
      return { provider, permissions }
    }
  }
  return provider satisfies never
}

/**
 * Throws for an `apiToken`: ignoring it would mint from the account of `createTokenHandler`, perhaps another
 * customer's.
 */
function assertNoApiToken(provider: string, granted: { apiToken?: unknown }): void {
  if (granted.apiToken === undefined || granted.apiToken === null) return
  const message = `authorize returned an apiToken. Choose the account in createTokenHandler: ${provider}: (request) => ({ apiToken }).`
  throw new EmbedError('INVALID_OPTIONS', message, { provider })
}
