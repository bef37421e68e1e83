import { isRecord } from './isRecord.ts'

/** Error code for branching in code. `docs/errors.md` lists the cause and fix of each code. */
export type EmbedErrorCode =
  | 'INVALID_PROPS'
  | 'INVALID_OPTIONS'
  | 'INVALID_TOKEN_RESPONSE'
  | 'EXPIRED_ON_ARRIVAL'
  | 'STALE_TOKEN'
  | 'UNAUTHORIZED'
  | 'REQUEST_REJECTED'
  | 'RATE_LIMITED'
  | 'FETCH_FAILED'
  | 'FETCH_TIMEOUT'
  | 'READY_TIMEOUT'
  | 'NO_RESPONSE'
  | 'FRAME_BLOCKED'
  | 'SWAP_FAILED'
  | 'VIEW_TRANSFER_FAILED'
  | 'TOKEN_REJECTED'
  | 'UNMOUNTED'
  | 'SERVER_ONLY'

/** Errors that need user action or a changed prop, and are not retried by a timer. */
const NON_RETRYABLE_CODES: ReadonlySet<EmbedErrorCode> = new Set([
  'INVALID_PROPS',
  'INVALID_OPTIONS',
  'UNAUTHORIZED',
  'REQUEST_REJECTED',
  'FRAME_BLOCKED',
  'UNMOUNTED',
  'SERVER_ONLY',
])

/** Optional details of an {@link EmbedError}. */
export interface EmbedErrorDetails {
  /** Name of the provider, such as `felt`. */
  provider?: string | undefined
  /** Whether the same call may succeed later without user action. The default depends on the code. */
  retryable?: boolean | undefined
  /** HTTP status of the response. */
  status?: number | undefined
  /** Delay requested by the backend, in ms. */
  retryAfterMs?: number | undefined
  /** The original error. */
  cause?: unknown
}

/**
 * The only error thrown, rejected with, or passed to `onError` and `renderError` by the library.
 *
 * The message contains what was expected, what was received, and the fix. Message and JSON never contain a token.
 */
export class EmbedError extends Error {
  /** Identifies the class across realms and copies of the package. */
  override readonly name = 'EmbedError'
  /** Error code, for branching. */
  readonly code: EmbedErrorCode
  /** Name of the provider, such as `felt`; undefined if no provider is involved. */
  readonly provider: string | undefined
  /** Whether the library retries such an error automatically; `READY_TIMEOUT` at most once. */
  readonly retryable: boolean
  /** HTTP status of the response, if there was a response. */
  readonly status: number | undefined
  /** Delay requested by the backend, in ms. */
  readonly retryAfterMs: number | undefined

  constructor(code: EmbedErrorCode, message: string, details: EmbedErrorDetails = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined)
    this.code = code
    this.provider = details.provider
    this.retryable = details.retryable ?? !NON_RETRYABLE_CODES.has(code)
    this.status = details.status
    this.retryAfterMs = details.retryAfterMs
  }

  /** Returns all fields except `cause`, which comes from the host app and may contain secrets. */
  toJSON(): object {
    const { name, code, message, provider, retryable, status, retryAfterMs } = this
    return { name, code, message, provider, retryable, status, retryAfterMs }
  }
}

/** Returns whether a value is an {@link EmbedError}. Recognizes errors from other realms and copies of this package. */
export function isEmbedError(value: unknown): value is EmbedError {
  const isError = Object.prototype.toString.call(value) === '[object Error]'
  return isError && isRecord(value) && value.name === 'EmbedError' && typeof value.code === 'string'
}
