import { EmbedError } from '../core/errors.ts'
import { toFeltMapId } from '../core/toFeltMapId.ts'
import { isIdAllowed } from './isIdAllowed.ts'
import type { MintExploTokenOptions } from './mintExploToken.ts'
import type { MintFeltTokenOptions } from './mintFeltToken.ts'
import type { MintMetabaseTokenOptions } from './mintMetabaseToken.ts'
import { copySupersetPermissions, type SupersetPermissions } from './mintSupersetToken.ts'
import type { RequestedEmbed } from './parseEmbedRequest.ts'
import { type Picked, SECRET_NAMES } from './providerAccount.ts'
import type { ViewerAccess } from './viewerAccess.ts'

type FeltPermissions = Pick<MintFeltTokenOptions, 'userEmail' | 'mapId'>
type SupersetPermissionsOfEmbed = SupersetPermissions & { dashboardId: string }
type MetabasePermissionsOfEmbed = Omit<MintMetabaseTokenOptions, 'secretKey' | 'timeout'>
type ExploPermissionsOfEmbed = Omit<MintExploTokenOptions, 'apiToken' | 'origin' | 'signal' | 'timeout' | 'fetch'>

/** A permitted embed with the viewer's permissions: the options of a mint function without an account. */
export type PermittedEmbed =
  | { provider: 'felt'; permissions: Picked<FeltPermissions> }
  | { provider: 'explo'; permissions: Picked<ExploPermissionsOfEmbed> }
  | { provider: 'superset'; permissions: Picked<SupersetPermissionsOfEmbed> }
  | { provider: 'metabase'; permissions: Picked<MetabasePermissionsOfEmbed> }

/**
 * Returns the permissions for the requested embed; undefined if the viewer has no access.
 *
 * Only documented permissions are copied from `access`. An app may return a database row, and a field of
 * the row must not replace an option of the account, such as the origin for requests with the API token.
 *
 * @throws EmbedError `INVALID_OPTIONS` for a secret, or for invalid allowed IDs
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
      assertNoSecret(provider, granted)
      if (!(await isIdAllowed('mapIds', granted.mapIds, mapId, toFeltMapId))) return undefined
      return { provider, permissions: { mapId, userEmail: granted.userEmail } }
    }
    case 'explo': {
      const granted = access.explo
      const { embedId } = requested
      if (!granted) return undefined
      assertNoSecret(provider, granted)
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
    case 'superset': {
      const granted = access.superset
      const { dashboardId } = requested
      if (!granted) return undefined
      assertNoSecret(provider, granted)
      if (!(await isIdAllowed('dashboardIds', granted.dashboardIds, dashboardId))) return undefined
      return { provider, permissions: { dashboardId, ...copySupersetPermissions(granted) } }
    }
    case 'metabase': {
      const granted = access.metabase
      const { dashboardId, questionId } = requested
      if (!granted) return undefined
      assertNoSecret(provider, granted)
      const { dashboardIds = [], questionIds = [], params, expiration } = granted
      const isAllowed =
        dashboardId === undefined
          ? isIdAllowed('questionIds', questionIds, questionId)
          : isIdAllowed('dashboardIds', dashboardIds, dashboardId)
      return (await isAllowed) ? { provider, permissions: { dashboardId, questionId, params, expiration } } : undefined
    }
  }
  return provider satisfies never
}

/**
 * Throws for a secret: ignoring it would mint from the account of `createTokenHandler`, perhaps another
 * customer's.
 */
function assertNoSecret(provider: RequestedEmbed['provider'], granted: object): void {
  const name = SECRET_NAMES[provider]
  if ((Reflect.get(granted, name) ?? undefined) === undefined) return
  const article = name === 'apiToken' ? 'an' : 'a'
  const message = `authorize returned ${article} ${name}. Choose the account in createTokenHandler: ${provider}: (request) => ({ ${name} }).`
  throw new EmbedError('INVALID_OPTIONS', message, { provider })
}
