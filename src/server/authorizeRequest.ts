import { EmbedError } from '../core/errors.ts'
import { describeShape } from '../core/describeShape.ts'
import { isRecord } from '../core/isRecord.ts'
import { callApp } from './callApp.ts'
import { isFrameworkError } from './isFrameworkError.ts'
import { isResponse } from './isResponse.ts'
import type { RequestedEmbed } from './parseEmbedRequest.ts'
import { permitEmbed, type PermittedEmbed } from './permitEmbed.ts'
import { SECRET_NAMES } from './providerAccount.ts'
import type { Rejection } from './rejection.ts'
import { createVerdict, toVerdict } from './toVerdict.ts'
import type { ViewerAccess } from './viewerAccess.ts'

/**
 * Result of `authorize`: the viewer's access, or a rejection. A rejection is a status from 400 to 499, a `Response`,
 * or `null` or `undefined` for 401.
 */
export type AuthorizeResult = ViewerAccess | Response | number | null | undefined | false

/** Timeout for `authorize` and the functions among the allowed IDs, in ms: less than a browser waits. */
export const AUTHORIZE_TIMEOUT = 30_000

/**
 * Calls `authorize`, and checks the allowed IDs.
 *
 * @returns the permissions, or the rejection returned or thrown by `authorize`
 * @throws EmbedError `FETCH_TIMEOUT`, or `INVALID_OPTIONS` for an invalid result; other errors of the app unchanged
 */
export async function authorizeRequest(
  authorize: (request: Request, requested: RequestedEmbed) => AuthorizeResult | Promise<AuthorizeResult>,
  request: Request,
  requested: RequestedEmbed,
): Promise<PermittedEmbed | Rejection> {
  try {
    return await callApp('authorize', AUTHORIZE_TIMEOUT, async () => {
      const result = await authorize(request, requested)
      const access = toAccess(result)
      if (!access) return toReturnedVerdict(result)
      return (await permitEmbed(requested, access)) ?? createVerdict(403)
    })
  } catch (thrown) {
    if (isFrameworkError(thrown)) throw thrown
    const verdict = await callApp('authorize', AUTHORIZE_TIMEOUT, () => toVerdict(thrown))
    if (!verdict) throw thrown
    return verdict.response ? verdict : { ...verdict, error: thrown }
  }
}

/** Returns the access. An object with a provider is not a rejection, even if the app's database row has a `status`. */
function toAccess(result: AuthorizeResult): ViewerAccess | undefined {
  if (!isRecord(result) || isResponse(result)) return undefined
  return Object.keys(SECRET_NAMES).some((provider) => provider in result) || isEmpty(result) ? result : undefined
}

/** Returns whether no provider is included, which means no access. */
function isEmpty(result: object): boolean {
  return Object.keys(result).length === 0 && !(result instanceof Error)
}

async function toReturnedVerdict(result: unknown): Promise<Rejection> {
  if (result === null || result === undefined || result === false) return createVerdict(401)
  const verdict = await toVerdict(result)
  if (verdict) return verdict
  const actual = isResponse(result) ? `a Response with status ${result.status}` : describeShape(result)
  throw new EmbedError(
    'INVALID_OPTIONS',
    `authorize must return the viewer's access, such as { felt: { userEmail, mapIds } }, or a rejection (a status from 400 to 499, a Response, null); it returned ${actual}.`,
  )
}
