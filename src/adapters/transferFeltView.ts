import type { FeltController } from '@feltmaps/js-sdk'
import { withTimeout } from '../core/timeout.ts'
import { EmbedError } from '../core/errors.ts'
import type { SafeCall } from './feltViewPart.ts'
import { VIEW_PARTS, TOOL } from './feltViewParts.ts'
import { getIdleWatch } from './feltIdleWatch.ts'

/**
 * How long the calls that read two maps may take, and each of those that set one, in ms: the SDK's have no limit of their
 * own. Maps of one site share a thread, on which the new one is still busy.
 */
const CALL_TIMEOUT = 2_000

/**
 * Carries what the viewer sees from one map to another while both live: first all is read, then what differs is set.
 * What fails is left behind by itself.
 *
 * @returns whether anything that the map renders differed
 * @throws what failed, as a rejection, when all the rest is carried
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
    // Past its time, the new map may be on show already, and its viewer's.
    if (!write || signal.aborted) continue
    const isRendered = index < VIEW_PARTS.length
    const onChanged = isRendered ? idle.expectRender() : undefined
    hasChanged ||= isRendered
    const failuresBefore = failures.length
    endsAt = performance.now() + CALL_TIMEOUT
    // In a function of its own, as an SDK that lacks the method throws at once.
    await (async () => write())().catch(note)
    if (failures.length === failuresBefore) onChanged?.()
  }
  if (failures.length > 0) throw failures.length === 1 ? failures[0] : new AggregateError(failures)
  return hasChanged
}

function callTimeoutError(): EmbedError {
  return new EmbedError('NO_RESPONSE', "The map's page did not answer in time.")
}
