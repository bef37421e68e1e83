import { withDeadline } from '../core/deadline.ts'
import { EmbedError } from '../core/errors.ts'
import { readFailure } from '../core/readFailure.ts'

/** What every mint takes beside what it mints. */
export interface RequestOptions {
  /** Aborts the request. */
  signal?: AbortSignal | undefined
  /** How long the vendor may take to answer, in ms; 10 s by default. */
  timeout?: number | undefined
  /** Instead of the global `fetch`: for a proxy, for tests. */
  fetch?: typeof globalThis.fetch | undefined
}

/** One request to a vendor's API. */
export interface VendorRequest {
  /** The vendor's name, such as `felt`. */
  provider: string
  url: URL
  headers: Readonly<Record<string, string>>
  body?: string
  /** What no error may repeat, whatever the vendor's answer says. */
  secret: string
  /** What a refusal says of its reason, in the vendor's own form. */
  readReason(body: unknown): string | undefined
}

/** A vendor's answer, and the vendor's clock. */
export interface VendorAnswer {
  body: unknown
  /** When it was sent by the vendor's clock, in ms since the epoch; our clock where the vendor does not say. */
  sentAt: number
}

const TIMEOUT = 10_000

/**
 * Posts to a vendor's API.
 *
 * @throws EmbedError with the vendor's `status` and `retryAfter` for a refusal, `FETCH_TIMEOUT`, or `FETCH_FAILED`
 */
export async function askVendor(request: VendorRequest, options: RequestOptions): Promise<VendorAnswer> {
  const { provider, url } = request
  const { signal, timeout = TIMEOUT, fetch = globalThis.fetch } = options
  const late = new AbortController()
  const answer = send(request, fetch, signal ? AbortSignal.any([signal, late.signal]) : late.signal)
  try {
    // A `fetch` of the host's own may know nothing of signals.
    return await withDeadline(answer, timeout, () => {
      late.abort()
      return new EmbedError('FETCH_TIMEOUT', `${url.host} did not answer within ${timeout} ms.`, { provider })
    })
  } catch (cause) {
    if (cause instanceof EmbedError) throw cause
    throw new EmbedError('FETCH_FAILED', `${url.host} could not be asked.`, { provider, cause })
  }
}

async function send(request: VendorRequest, fetch: typeof globalThis.fetch, signal: AbortSignal) {
  const response = await fetch(request.url, {
    method: 'POST',
    headers: { accept: 'application/json', ...request.headers },
    body: request.body ?? null,
    // To follow one could hand the secret to whoever is at the other end.
    redirect: 'manual',
    signal,
  })
  const body: unknown = await response.json().catch(rethrowAbort)
  if (!response.ok) throw refusal(request, response, body)
  return { body, sentAt: Date.parse(response.headers.get('date') ?? '') || Date.now() }
}

/** What is no JSON is judged by its status; a body that was cut off is no answer at all. */
function rethrowAbort(reason: unknown): undefined {
  if (reason instanceof SyntaxError) return undefined
  throw reason
}

function refusal({ provider, url, secret, readReason }: VendorRequest, response: Response, body: unknown): EmbedError {
  const { code, status, retryAfter, retryable } = readFailure(response, provider, Date.now())
  const reason = readReason(body)?.replaceAll(secret, '…')
  const message = `${url.host} answered with status ${status}${reason ? `: ${reason}` : ''}`
  return new EmbedError(code, message, { provider, status, retryAfter, retryable })
}
