import type { MintFeltTokenOptions } from './mintFeltToken.ts'
import type { ExploPermissions } from './mintExploToken.ts'
import type { AllowedIds } from './isIdAllowed.ts'

/** Access of one viewer. Undocumented fields are ignored, except `apiToken`, which is an error. */
export interface ViewerAccess {
  /** The viewer's email address at Felt, and their maps. */
  felt?: (Pick<MintFeltTokenOptions, 'userEmail'> & { mapIds: AllowedIds; apiToken?: never }) | undefined
  /** The customer's id at Explo, their permissions, and their dashboards and report builders. */
  explo?: (ExploPermissions & { embedIds: AllowedIds; apiToken?: never }) | undefined
}
