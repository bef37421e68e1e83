import type { MintFeltTokenOptions } from './mintFeltToken.ts'
import type { ExploPermissions } from './mintExploToken.ts'

/** Some ids by name, or whoever knows: a look into your database, say. */
export type AllowedIds = readonly string[] | ((id: string) => boolean | Promise<boolean>)

/** What one viewer may see. What is not named here is refused. Fields that are not documented here are ignored. */
export interface ViewerAccess {
  /** The viewer as Felt knows them, and their maps. */
  felt?: (Pick<MintFeltTokenOptions, 'userEmail'> & { mapIds: AllowedIds }) | undefined
  /** The customer as Explo knows them, their rights, and their dashboards and report builders. */
  explo?: (ExploPermissions & { embedIds: AllowedIds }) | undefined
}

/** Whether a rule allows an id. */
export async function isIdAllowed(allowedIds: AllowedIds, id: string): Promise<boolean> {
  return typeof allowedIds === 'function' ? allowedIds(id) : allowedIds.includes(id)
}
