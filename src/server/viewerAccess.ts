import type { MintFeltTokenOptions } from './mintFeltToken.ts'
import type { MetabasePermissions } from './mintMetabaseToken.ts'
import type { SupersetPermissions } from './mintSupersetToken.ts'
import type { ExploPermissions } from './mintExploToken.ts'
import type { AllowedIds } from './isIdAllowed.ts'

/** Access of one viewer. Undocumented fields are ignored, except the secrets, which are an error. */
export interface ViewerAccess {
  /** The viewer's email address at Felt, and their maps. */
  felt?: (Pick<MintFeltTokenOptions, 'userEmail'> & { mapIds: AllowedIds; apiToken?: never }) | undefined
  /** The customer's ID at Explo, their permissions, and their dashboards and report builders. */
  explo?: (ExploPermissions & { embedIds: AllowedIds; apiToken?: never }) | undefined
  /** The viewer's rules and name at Superset, and their dashboards. */
  superset?: (SupersetPermissions & { dashboardIds: AllowedIds; password?: never }) | undefined
  /** The viewer's locked parameters at Metabase, and their dashboards and questions. */
  metabase?:
    | (MetabasePermissions & {
        dashboardIds?: AllowedIds | undefined
        questionIds?: AllowedIds | undefined
        secretKey?: never
      })
    | undefined
}
