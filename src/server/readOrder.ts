import { EmbedError } from '../core/errors.ts'
import { isRecord } from '../core/isRecord.ts'
import { refuse } from './refuse.ts'

/** What a browser asks for. Who asks, and every right, is not for it to say. */
export type TokenOrder =
  { readonly provider: 'felt'; readonly mapId: string } | { readonly provider: 'explo'; readonly embedId: string }

/** No order is longer, in bytes. */
const MAX_SIZE = 4_096

/**
 * Reads `{ provider: 'felt', mapId }` or `{ provider: 'explo', embedId }`. Whatever else the body holds is ignored.
 *
 * @returns the refusal where it is neither
 * @throws EmbedError `INVALID_PROPS` where somebody has read the body before
 */
export async function readOrder(request: Request): Promise<TokenOrder | Response> {
  // A form of another site cannot send this type without asking first.
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
    return refuse({ status: 415, code: 'REFUSED', message: 'The body must be application/json.' })
  }
  if (request.bodyUsed) {
    const message = 'The body was read before. Give the token handler the request as it came, or a clone of it.'
    throw new EmbedError('INVALID_PROPS', message)
  }
  const text = await readText(request)
  if (text === undefined) {
    return refuse({ status: 413, code: 'REFUSED', message: `The body must have at most ${MAX_SIZE} bytes.` })
  }
  const body = parse(text)
  const { provider, mapId, embedId } = isRecord(body) ? body : {}
  if (provider === 'felt' && isId(mapId)) return { provider, mapId }
  if (provider === 'explo' && isId(embedId)) return { provider, embedId }
  const message = 'The body must be { provider: "felt", mapId } or { provider: "explo", embedId }.'
  return refuse({ status: 400, code: 'REFUSED', message })
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Undefined as soon as there is too much, whatever the length that was announced. */
async function readText(request: Request): Promise<string | undefined> {
  const reader = request.body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for (;;) {
    const chunk = await reader?.read()
    if (!chunk || chunk.done) return text + decoder.decode()
    size += chunk.value.byteLength
    if (size > MAX_SIZE) {
      void reader?.cancel().catch(() => {})
      return undefined
    }
    text += decoder.decode(chunk.value, { stream: true })
  }
}
