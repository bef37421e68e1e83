import { delay } from '../core/timeout.ts'
import type { MintFault, EmulatedProvider } from './emulatorOptions.ts'
import type { OptionStore } from './optionStore.ts'
import type { EventLogWriter } from './eventLog.ts'

/** Common context of an emulated provider. */
export interface ProviderContext {
  options: OptionStore
  events: EventLogWriter
  /** Clock for tokens, in epoch ms. */
  now: () => number
  /** Directory of the built pages. */
  pages: string
  /** Aborts when the emulator closes, and ends all hanging requests. */
  closing: AbortSignal
}

/** Statuses of a rejected token request. */
export type ErrorStatus = 401 | 403 | 404 | 405 | 422 | 429 | 500

/** Statuses of faults with an error response. The others (`hang`, `same-token`, …) have none. */
export const FAULT_STATUS = {
  unauthorized: 401,
  refuse: 403,
  'not-found': 404,
  invalid: 422,
  'rate-limited': 429,
  error: 500,
} as const satisfies Partial<Record<MintFault, ErrorStatus>>

/** Returns whether a fault has an error response. */
export function isErrorFault(fault: MintFault): fault is keyof typeof FAULT_STATUS {
  return Object.hasOwn(FAULT_STATUS, fault)
}

/**
 * Waits for the latency, and as long as the fault is `hang`, then returns the current fault of token requests. Read
 * last, so that a change of options also affects requests in flight.
 *
 * @returns `'gone'` when the client or the emulator closed first
 */
export async function resolveTokenFault(
  { options, events, closing }: ProviderContext,
  request: Request,
  mint: { provider: EmulatedProvider; resource: string; viewer: string | null },
): Promise<MintFault | 'gone'> {
  const signal = AbortSignal.any([request.signal, closing])
  const current = () => options.get(mint.provider, mint.resource)
  const { latency } = current()
  if (latency > 0) await delay(latency, signal)
  if (current().mintFault === 'hang') events.record({ type: 'stalled', ...mint })
  await options.waitUntil(() => current().mintFault !== 'hang', signal)
  return signal.aborted ? 'gone' : current().mintFault
}

/** Returns the response to a disconnected client. 499 is nginx's "client closed request". */
export const clientClosedResponse = () => new Response(null, { status: 499 })
