import { Hono } from 'hono'
import { parse } from 'tinyduration'
import { isRecord } from '../core/isRecord.ts'
import type { MintFault } from './emulatorOptions.ts'
import { type EmbedSecret, type ExploClaims, encryptExploToken } from './exploToken.ts'
import { getTokenSuffix } from './eventLog.ts'
import {
  resolveTokenFault,
  clientClosedResponse,
  isErrorFault,
  FAULT_STATUS,
  type ErrorStatus,
  type ProviderContext,
} from './providerContext.ts'

/** Explo documents no error bodies: these are a guess, based on its framework. */
const ERROR_DETAILS: Record<ErrorStatus, string> = {
  401: 'Invalid token.',
  403: 'You do not have permission to perform this action.',
  404: 'Not found.',
  405: 'Method not allowed',
  422: 'Invalid input.',
  429: 'Request was throttled: 180 requests per minute.',
  500: 'A server error occurred.',
}

/** Creates Explo's `generate_jwt`. Every embed exists, except for IDs that start with `missing`. */
export function exploMintRoutes(context: ProviderContext, apiToken: string, secret: EmbedSecret): Hono {
  const { events, options, now } = context
  const minted = new Map<string, { jwt: string; expiresAt: number }>()
  const app = new Hono()

  const mint = async (mintRequest: MintRequest, fault: MintFault) => {
    const key = JSON.stringify([mintRequest.embedId, mintRequest.customer])
    const last = minted.get(key)
    if (fault === 'same-token' && last) return last
    const lifetime = options.get('explo', mintRequest.embedId).lifetime ?? mintRequest.expiration
    const exp = Math.ceil((fault === 'expired-token' ? now() - 60_000 : now() + lifetime) / 1_000)
    const jwt = await encryptExploToken(
      { ...mintRequest.claims, cst: mintRequest.customer, dsh: mintRequest.embedId, exp },
      secret,
    )
    const next = { jwt, expiresAt: exp * 1_000 }
    minted.set(key, next)
    return next
  }

  app.post('/api/generate_jwt/', async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined)
    const mintRequest = parseMintRequest(body, secret)
    const trace = {
      provider: 'explo',
      resource: nonEmptyField(body, 'embed_id') ?? '(unknown)',
      viewer: nonEmptyField(body, 'provided_id'),
    } as const
    const reject = (status: ErrorStatus) => {
      const { retryAfter } = options.get('explo', trace.resource)
      if (status === 429 && retryAfter !== null) c.header('Retry-After', String(retryAfter))
      events.record({ type: 'rejected', ...trace, status, reason: ERROR_DETAILS[status] })
      return c.json({ success: 0, detail: ERROR_DETAILS[status] }, status)
    }
    if (c.req.header('Explo-Authorization') !== `Token ${apiToken}`) return reject(401)
    const fault = await resolveTokenFault(context, c.req.raw, trace)
    if (fault === 'gone') return clientClosedResponse()
    if (isErrorFault(fault)) return reject(FAULT_STATUS[fault])
    if (!mintRequest) return reject(422)
    if (mintRequest.embedId.startsWith('missing')) return reject(404)
    const { jwt, expiresAt } = await mint(mintRequest, fault)
    events.record({ type: 'minted', ...trace, tokenSuffix: getTokenSuffix(jwt), expiresAt })
    return c.json({ success: 1, jwt })
  })
  // Also without the trailing slash, the most common mistake.
  app.all('/api/generate_jwt/', (c) => c.json({ success: 0, detail: ERROR_DETAILS[405] }, 405))
  app.all('/api/generate_jwt', (c) => c.json({ success: 0, detail: ERROR_DETAILS[405] }, 405))
  return app
}

interface MintRequest {
  embedId: string
  customer: string
  /** Requested lifetime of the token, in ms. */
  expiration: number
  claims: Pick<ExploClaims, 'rbc' | 'des' | 'iss'>
}

const nonEmptyField = (body: unknown, name: string): string | null => {
  const value = isRecord(body) ? body[name] : undefined
  return typeof value === 'string' && value !== '' ? value : null
}

function parseMintRequest(body: unknown, secret: EmbedSecret): MintRequest | undefined {
  const [embedId, customer] = [nonEmptyField(body, 'embed_id'), nonEmptyField(body, 'provided_id')]
  const expiration = parseExpiration(nonEmptyField(body, 'expiration') ?? 'PT24H')
  const key = nonEmptyField(body, 'key_id') ?? secret.id
  if (!isRecord(body) || !embedId || !customer || expiration === undefined || key !== secret.id) return undefined
  const { rb_allowed_features: features, disable_editable_section_editing: isLocked } = body
  return {
    embedId,
    customer,
    expiration,
    claims: {
      rbc: Array.isArray(features) ? features.filter((each) => typeof each === 'string') : null,
      des: typeof isLocked === 'boolean' ? isLocked : null,
      iss: nonEmptyField(body, 'embed_origin'),
    },
  }
}

/** Parses a duration. Months and years count as 30 and 365 days, as in most implementations. */
function parseExpiration(text: string): number | undefined {
  try {
    const { years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0, negative } = parse(text)
    const inDays = years * 365 + months * 30 + weeks * 7 + days
    const duration = (((inDays * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000
    return negative || duration <= 0 ? undefined : duration
  } catch {
    return undefined
  }
}
