import { isRecord } from './isRecord.ts'

/** What went wrong, as a word that code can branch on. `docs/errors.md` says what causes each and what to do. */
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

/** Codes after which only a person or a changed prop helps, so that no timer tries again. */
const NON_RETRYABLE_CODES: ReadonlySet<EmbedErrorCode> = new Set([
  'INVALID_PROPS',
  'INVALID_OPTIONS',
  'UNAUTHORIZED',
  'REQUEST_REJECTED',
  'FRAME_BLOCKED',
  'UNMOUNTED',
  'SERVER_ONLY',
])

/** What an {@link EmbedError} may carry beside its code and message. */
export interface EmbedErrorDetails {
  /** The vendor's name, such as `felt`. */
  provider?: string | undefined
  /** Whether the same call may succeed later without anybody's help. Follows from the code unless given. */
  retryable?: boolean | undefined
  /** The HTTP status, where there was one. */
  status?: number | undefined
  /** How long the back end asked us to wait, in ms. */
  retryAfterMs?: number | undefined
  /** What was thrown in the first place. */
  cause?: unknown
}

/**
 * The only error that the library throws, rejects with or hands to `onError` and `renderError`.
 *
 * Its message says what was expected, what came and what to do. Neither message nor serialisation holds a token.
 */
export class EmbedError extends Error {
  /** By which it is known also across realms. */
  override readonly name = 'EmbedError'
  /** What to branch on. */
  readonly code: EmbedErrorCode
  /** The vendor's name, such as `felt`; undefined where no vendor is involved. */
  readonly provider: string | undefined
  /** Whether the library tries again by itself. */
  readonly retryable: boolean
  /** The HTTP status of the answer, where there was one. */
  readonly status: number | undefined
  /** The wait that the back end asked for, in ms. */
  readonly retryAfterMs: number | undefined

  constructor(code: EmbedErrorCode, message: string, details: EmbedErrorDetails = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined)
    this.code = code
    this.provider = details.provider
    this.retryable = details.retryable ?? !NON_RETRYABLE_CODES.has(code)
    this.status = details.status
    this.retryAfterMs = details.retryAfterMs
  }

  /** Leaves out `cause`, which is the host's and might hold anything. */
  toJSON(): object {
    const { name, code, message, provider, retryable, status } = this
    return { name, code, message, provider, retryable, status }
  }
}

/** Whether a value is an {@link EmbedError}, also one from another realm or another copy of this package. */
export function isEmbedError(value: unknown): value is EmbedError {
  const isError = Object.prototype.toString.call(value) === '[object Error]'
  return isError && isRecord(value) && value.name === 'EmbedError' && typeof value.code === 'string'
}
