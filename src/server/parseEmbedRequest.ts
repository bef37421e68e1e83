import { isRecord } from '../core/isRecord.ts'
import { bodyReadError, hasAnnouncedBody, isBodyTaken } from './bodyReadError.ts'
import { errorResponse } from './errorResponse.ts'

/** What a browser asks for. Who asks, and every right, is not for it to say. */
export type RequestedEmbed =
  { readonly provider: 'felt'; readonly mapId: string } | { readonly provider: 'explo'; readonly embedId: string }

/** No body is longer, in bytes. */
const MAX_BODY_BYTES = 4_096

/**
 * Reads `{ provider: 'felt', mapId }` or `{ provider: 'explo', embedId }`. Whatever else the body holds is ignored.
 *
 * @returns the error response where it is neither
 * @throws EmbedError `INVALID_OPTIONS` if a body parser has read the body before
 */
export async function parseEmbedRequest(request: Request): Promise<RequestedEmbed | Response> {
  // A form of another site cannot send this type without asking first.
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
    return errorResponse({ status: 415, code: 'REQUEST_REJECTED', message: 'The body must be application/json.' })
  }
  if (isBodyTaken(request)) throw bodyReadError()
  const text = await readBodyText(request)
  if (text === '' && hasAnnouncedBody(request)) throw bodyReadError()
  if (text === undefined) {
    return errorResponse({
      status: 413,
      code: 'REQUEST_REJECTED',
      message: `The body must have at most ${MAX_BODY_BYTES} bytes.`,
    })
  }
  const body = tryParseJson(text)
  const { provider, mapId, embedId } = isRecord(body) ? body : {}
  if (provider === 'felt' && isNonEmptyString(mapId)) return { provider, mapId }
  if (provider === 'explo' && isNonEmptyString(embedId)) return { provider, embedId }
  const message = 'The body must be { provider: "felt", mapId } or { provider: "explo", embedId }.'
  return errorResponse({ status: 400, code: 'REQUEST_REJECTED', message })
}

function isNonEmptyString(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function tryParseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Undefined as soon as there is too much, whatever the length that was announced. */
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
