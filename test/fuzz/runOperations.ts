import { OBSERVERS } from './host.tsx'
import { openStage } from './stage.tsx'
import { MINUTE, SECOND } from '../core/support.ts'
import type { Run } from './operations.ts'
import { perform } from './perform.ts'

/**
 * Plays one run against the library.
 *
 * @throws Error with the first invariant that did not hold
 */
export async function runOperations({ settings, operations }: Run): Promise<void> {
  const stage = openStage(settings)
  const { world } = stage
  try {
    stage.render()
    await stage.settle()
    for (const operation of operations) {
      await perform(stage, operation)
      await stage.settle()
      world.isWaking = false
    }
    await recover(stage)
    await stage.leave()
  } finally {
    await stage.close()
  }
}

/** However it went, in the end all is well, and then there is a token in time. */
async function recover(stage: ReturnType<typeof openStage>): Promise<void> {
  await perform(stage, { do: 'back end', mode: 'ok', latency: 200, retryAfter: 0 })
  await perform(stage, { do: 'page', behaviour: 'answers' })
  // An embed that is stuck must come round by itself; one that was signed out may not.
  if (!stage.world.settings.isPatient || OBSERVERS.some((id) => stage.views.isSilent(id))) {
    await perform(stage, { do: 'mount', observers: 0 })
    await stage.settle()
  }
  await perform(stage, { do: 'mount', observers: 7 })
  for (const type of ['online', 'show', 'focus'] as const) {
    await perform(stage, { do: 'event', type })
    await stage.settle()
    stage.world.isWaking = false
  }
  // What was fatal is forgiven half a minute later to whoever comes back, and a call that is under way may yet be.
  await stage.pass(62 * SECOND)
  await perform(stage, { do: 'event', type: 'focus' })
  await stage.settle()
  stage.world.isWaking = false
  await stage.pass(2.5 * MINUTE)
  stage.views.settleWell()
  await stage.settle()
}
