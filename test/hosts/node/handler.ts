import { createTokenHandler } from '../../../src/server.ts'
import { authorize } from '../../server/session.ts'

const { FELT_API_TOKEN, FELT_ORIGIN, EXPLO_API_TOKEN, EXPLO_API_ORIGIN, APP_ORIGIN = '' } = process.env

/** Long enough for a busy machine, and not as long as the default. */
const timeout = 5_000

const tokenHandler = createTokenHandler({
  felt: { apiToken: FELT_API_TOKEN, origin: FELT_ORIGIN, timeout },
  explo: { apiToken: EXPLO_API_TOKEN, origin: EXPLO_API_ORIGIN, timeout },
  allowedOrigins: [APP_ORIGIN],
  authorize,
})

/** Other code of an app compares with these by `instanceof`. */
const { Request: AppRequest, Response: AppResponse } = globalThis

/** The handler that the code blocks of the guide import. It fails if a block replaces the app's globals. */
export async function handler(request: Request): Promise<Response> {
  const isUnchanged = Request === AppRequest && Response === AppResponse
  return isUnchanged
    ? tokenHandler(request)
    : Response.json({ message: 'Request or Response was replaced.' }, { status: 500 })
}
