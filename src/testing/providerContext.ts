import type { MintFault, EmulatedProvider } from './emulatorOptions.ts'
import type { OptionStore } from './optionStore.ts'
import type { EventLogWriter } from './eventLog.ts'

/** What an emulated vendor is built on. */
export interface ProviderContext {
  options: OptionStore
  events: EventLogWriter
  /** The clock that tokens run by, in epoch ms. */
  now: () => number
  /** Directory of the built pages. */
  pages: string
  /** Aborts when the emulator closes: ends all that hangs. */
  closing: AbortSignal
}

/** Statuses that a refused mint answers with. */
export type ErrorStatus = 401 | 403 | 404 | 405 | 422 | 429 | 500

/** What the refusing faults answer with. The others (`hang`, `same-token`, …) are no refusals. */
export const FAULT_STATUS = {
  unauthorized: 401,
  refuse: 403,
  'not-found': 404,
  invalid: 422,
  'rate-limited': 429,
  error: 500,
} as const satisfies Partial<Record<MintFault, ErrorStatus>>

/** Whether a fault is one that refuses. */
export function isErrorFault(fault: MintFault): fault is keyof typeof FAULT_STATUS {
  return Object.hasOwn(FAULT_STATUS, fault)
}

/** Resolves after a time in ms, or as soon as the signal aborts. */
export function delay(duration: number, signal: AbortSignal): Promise<void> {
  if (duration <= 0 || signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, duration)
    signal.addEventListener('abort', end)
  })
}

/**
 * Waits the latency, and for as long as the fault is `hang`, then tells the fault that holds for a mint. Read last, so
 * that a change of options also reaches requests that are under way.
 *
 * @returns `'gone'` when the client or the emulator went first
 */
export async function resolveTokenFault(
  { options, events, closing }: ProviderContext,
  request: Request,
  mint: { provider: EmulatedProvider; resource: string; viewer: string | null },
): Promise<MintFault | 'gone'> {
  const signal = AbortSignal.any([request.signal, closing])
  const current = () => options.get(mint.provider, mint.resource)
  await delay(current().latency, signal)
  if (current().mintFault === 'hang') events.record({ type: 'stalled', ...mint })
  await options.waitUntil(() => current().mintFault !== 'hang', signal)
  return signal.aborted ? 'gone' : current().mintFault
}

/** The answer to a client that will not read it. 499 is nginx's "client closed request". */
export const clientClosedResponse = () => new Response(null, { status: 499 })
