import type { FeltController } from '@feltmaps/js-sdk'
import { withTimeout } from '../core/timeout.ts'
import { EmbedError } from '../core/errors.ts'
import type { SafeCall } from './feltViewPart.ts'
import { VIEW_PARTS, TOOL } from './feltViewParts.ts'
import { getIdleWatch } from './feltIdleWatch.ts'

/**
 * Timeout for all reads of two maps, and for each write, in ms. The SDK's calls have no timeout. Maps of one site share
 * a thread, and the new map is still busy.
 */
const CALL_TIMEOUT = 2_000

/**
 * Copies the view from one map to another: first all reads, then a write for each difference.
 * A failed part does not stop the others.
 *
 * @returns whether any rendered aspect differed
 * @throws the first error, as a rejection, after everything else is copied
 */
export async function transferFeltView(
  from: FeltController,
  to: FeltController,
  signal: AbortSignal,
): Promise<boolean> {
  const idle = getIdleWatch(to)
  idle.start()
  const failures: unknown[] = []
  const note = (reason: unknown): undefined => void failures.push(reason)
  let endsAt = performance.now() + CALL_TIMEOUT
  const safeCall: SafeCall = (call) => withTimeout(call, endsAt - performance.now(), callTimeoutError).catch(note)

  const writes = await Promise.all([...VIEW_PARTS, TOOL].map((viewPart) => viewPart(from, to, safeCall).catch(note)))
  let hasChanged = false
  for (const [index, write] of writes.entries()) {
    // After the abort the new map may already be visible and in use.
    if (!write || signal.aborted) continue
    const isRendered = index < VIEW_PARTS.length
    const onChanged = isRendered ? idle.expectRender() : undefined
    hasChanged ||= isRendered
    const failuresBefore = failures.length
    endsAt = performance.now() + CALL_TIMEOUT
    // An async wrapper, because an SDK without the method throws synchronously.
    await (async () => write())().catch(note)
    if (failures.length === failuresBefore) onChanged?.()
  }
  if (failures.length > 0) throw failures.length === 1 ? failures[0] : new AggregateError(failures)
  return hasChanged
}

function callTimeoutError(): EmbedError {
  return new EmbedError('NO_RESPONSE', 'Timed out copying the view to the new iframe.')
}
