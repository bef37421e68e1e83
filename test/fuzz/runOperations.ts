import { keyOf, OBSERVERS } from './host.tsx'
import { openStage } from './stage.tsx'
import { MINUTE, SECOND } from '../core/support.ts'
import type { Run } from './operations.ts'
import { runOperation } from './runOperation.ts'

/** The pause before a third answer, and the time that answer takes. */
const THIRD_ANSWER = 2.5 * SECOND

/**
 * Plays one run against the library.
 *
 * @throws Error with the first invariant that did not hold
 */
export async function runOperations({ settings, operations }: Run): Promise<void> {
  const stage = openStage(settings)
  const { scenario } = stage
  try {
    stage.render()
    await stage.settle()
    for (const operation of operations) {
      await runOperation(stage, operation)
      await stage.settle()
      scenario.isWaking = false
    }
    await recover(stage)
    await stage.leave()
  } finally {
    await stage.close()
  }
}

/** However it went, in the end all is well, and then there is a token in time. */
async function recover(stage: ReturnType<typeof openStage>): Promise<void> {
  await runOperation(stage, { do: 'back end', mode: 'ok', latency: 200, retryAfter: 0 })
  await runOperation(stage, { do: 'page', behavior: 'answers' })
  // An embed that is stuck must come round on its own; one that was signed out may not.
  if (!stage.scenario.settings.isPatient || OBSERVERS.some((id) => stage.views.isSilent(id))) {
    await runOperation(stage, { do: 'mount', observers: 0 })
    await stage.settle()
  }
  await runOperation(stage, { do: 'mount', observers: 7 })
  for (const type of ['online', 'show', 'focus'] as const) {
    await runOperation(stage, { do: 'event', type })
    await stage.settle()
    stage.scenario.isWaking = false
  }
  // A non-retryable error is retried half a minute later when the viewer comes back, and a call of 45 s may be in
  // flight.
  await stage.pass(77 * SECOND)
  await runOperation(stage, { do: 'event', type: 'focus' })
  await stage.settle()
  stage.scenario.isWaking = false
  await stage.pass(2.5 * MINUTE)
  if (stage.views.needsThirdAnswer(keyOf(stage.shown))) await stage.pass(THIRD_ANSWER)
  stage.views.settleWell()
  await stage.settle()
}
