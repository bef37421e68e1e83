import type { FeltMintOptions } from './mintFeltToken.ts'
import type { ExploRights } from './mintExploToken.ts'

/** Some ids by name, or whoever knows: a look into your database, say. */
export type IdRule = readonly string[] | ((id: string) => boolean | Promise<boolean>)

/** What one viewer may see. What is not named here is refused. Fields that are not documented here are ignored. */
export interface TokenAccess {
  /** The viewer as Felt knows them, and their maps. */
  felt?: (Pick<FeltMintOptions, 'userEmail'> & { mapIds: IdRule }) | undefined
  /** The customer as Explo knows them, their rights, and their dashboards and report builders. */
  explo?: (ExploRights & { embedIds: IdRule }) | undefined
}

/** Whether a rule allows an id. */
export async function allows(rule: IdRule, id: string): Promise<boolean> {
  return typeof rule === 'function' ? rule(id) : rule.includes(id)
}
