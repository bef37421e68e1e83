import { EmbedError } from '../core/errors.ts'
import { isRecord } from '../core/isRecord.ts'
import { isPathSegment } from '../core/providerUrl.ts'
import { toFeltMapId } from '../core/toFeltMapId.ts'
import { tryParseJson } from '../core/tryParseJson.ts'
import { isFrameworkError } from './isFrameworkError.ts'
import { bodyReadRejection, hasAnnouncedBody, isBodyTaken } from './bodyReadRejection.ts'
import type { Rejection } from './rejection.ts'

/** Embed for which a browser requests a token. The viewer and their permissions are not part of the request. */
export type RequestedEmbed =
  | { readonly provider: 'felt'; readonly mapId: string }
  | { readonly provider: 'explo'; readonly embedId: string }
  | { readonly provider: 'superset'; readonly dashboardId: string }
  | { readonly provider: 'metabase'; readonly dashboardId: string; readonly questionId?: undefined }
  | { readonly provider: 'metabase'; readonly questionId: string; readonly dashboardId?: undefined }

/** A request for a token. */
export interface EmbedRequest {
  requested: RequestedEmbed
  /** Whether the browser's current token does not work, so that a cached token is insufficient. */
  needsNewToken: boolean
}

/** Maximum size of a body, in bytes. */
const MAX_BODY_BYTES = 4_096

/**
 * Parses the body: `provider`, and the ID of the embed as the provider names it. All other fields are ignored, except
 * `reason: 'forced'`.
 *
 * @returns a rejection if the body names no embed, cannot be read, or was already read by a body parser
 */
export async function parseEmbedRequest(request: Request): Promise<EmbedRequest | Rejection> {
  // A cross-site form cannot send this type without a preflight request.
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
    return createRejection(415, 'The body must be application/json.')
  }
  if (!/^(?:identity)?$/i.test(request.headers.get('content-encoding') ?? '')) {
    return createRejection(415, 'The body must not be compressed.')
  }
  if (isBodyTaken(request)) return bodyReadRejection()
  let text: string | undefined
  try {
    text = await readBodyText(request)
  } catch (cause) {
    if (isFrameworkError(cause)) throw cause
    return createRejection(400, 'The body could not be read.', { cause })
  }
  if (text === '' && hasAnnouncedBody(request)) return bodyReadRejection()
  if (text === undefined) return createRejection(413, `The body must have at most ${MAX_BODY_BYTES} bytes.`)
  const body = tryParseJson(text)
  if (isRecord(body)) {
    const requested = parseRequested(body)
    if (requested) return { requested, needsNewToken: body.reason === 'forced' }
  }
  return createRejection(
    400,
    'The body must be { provider, id }: felt and mapId, explo and embedId, superset and dashboardId, metabase and dashboardId or questionId.',
  )
}

function parseRequested(body: Readonly<Record<string, unknown>>): RequestedEmbed | undefined {
  const { provider, mapId: given, embedId, dashboardId, questionId } = body
  const mapId = typeof given === 'string' ? toFeltMapId(given) : given
  if (provider === 'felt' && isId(mapId)) return { provider, mapId }
  if (provider === 'explo' && isId(embedId)) return { provider, embedId }
  if (provider === 'superset' && isId(dashboardId)) return { provider, dashboardId }
  if (provider === 'metabase' && isMetabaseId(dashboardId)) return { provider, dashboardId }
  if (provider === 'metabase' && isMetabaseId(questionId)) return { provider, questionId }
  return undefined
}

function createRejection(status: number, message: string, details?: { cause: unknown }): Rejection {
  const code = 'REQUEST_REJECTED'
  return { status, code, message, error: new EmbedError(code, message, { status, ...details }) }
}

/** Returns whether an ID is valid. An invalid ID is the browser's mistake here, not the server's. */
function isId(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && isPathSegment(value) && !value.includes('://')
}

/** Returns whether an ID is a number or an entity ID. For a function in `dashboardIds`, `05` would not be `5`. */
function isMetabaseId(value: unknown): value is string {
  return typeof value === 'string' && /^(?!0\d+$)[\w-]+$/.test(value)
}

/** Reads the body; undefined as soon as it is too long, regardless of `Content-Length`. */
async function readBodyText(request: Request): Promise<string | undefined> {
  const reader = request.body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for (;;) {
    const chunk = await reader?.read()
    if (!chunk || chunk.done) return text + decoder.decode()
    size += chunk.value.byteLength
    if (size > MAX_BODY_BYTES) {
      void reader?.cancel().catch(() => {})
      return undefined
    }
    text += decoder.decode(chunk.value, { stream: true })
  }
}
