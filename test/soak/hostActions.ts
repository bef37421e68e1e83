import { setTimeout as sleep } from 'node:timers/promises'
import { FAULTS, planFaults, type Troubles } from './faults.ts'
import { randomOf } from '../support/randomOf.ts'
import { EMBEDS, EXTRAS, LIFETIME } from './soakPage.ts'
import type { Stage } from './stage.ts'
import type { EmbedWatch } from './watchEmbeds.ts'

/** Runs actions one after the other: heap is not measured while an extra embed is on the page. */
export type Turn = <T>(work: () => Promise<T>) => Promise<T>

/** Makes a queue of one. */
export function takeTurns(): Turn {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const next = last.then(work)
    last = next.catch(() => {})
    return next
  }
}

/** Lets one thing after the other go wrong until the signal, and nothing any more when it has settled. */
export async function playFaults(stage: Stage, troubles: Troubles, seed: number, signal: AbortSignal): Promise<number> {
  const { emulator, context, page } = stage
  const random = randomOf(seed)
  const start = performance.now()
  let count = 0
  await pauseUntil(4_000, signal)
  for (const fault of planFaults(random)) {
    if (signal.aborted) break
    const { kind, providers, duration, rest } = fault
    console.log(`${((performance.now() - start) / 1_000).toFixed(1).padStart(7)} s  ${kind} (${providers.join(', ')})`)
    count += 1
    const { options } = FAULTS[kind]
    const end = troubles.begin(fault)
    if (options) providers.forEach((provider) => emulator.setOptions(provider, '*', options))
    if (kind === 'offline') await context.setOffline(true)
    if (kind === 'hidden') await page.evaluate(() => window.soakProbe.hide(true))
    if (kind === 'reload') {
      for (const { id, isRestless } of EMBEDS) {
        if (isRestless) await page.evaluate((name) => window.soak.reloadPage(name), id)
      }
    }
    await pauseUntil(duration, signal)
    if (options) emulator.resetOptions()
    if (kind === 'offline') await context.setOffline(false)
    if (kind === 'hidden') await page.evaluate(() => window.soakProbe.hide(false))
    end()
    // A host whose viewer has signed in again says so.
    if (kind === 'unauthorized') await page.evaluate(() => window.soak.refresh())
    troubles.isCalm = rest > LIFETIME
    await pauseUntil(rest, signal)
    troubles.isCalm = false
  }
  return count
}

/** Renders, invalidates, mounts and unmounts, as a lively host does, until the signal. */
export async function liveOn(
  { page }: Stage,
  troubles: Troubles,
  seed: number,
  turn: Turn,
  signal: AbortSignal,
): Promise<number> {
  const random = randomOf(seed + 1)
  let mounts = 0
  const repeat = async (least: number, most: number, act: () => Promise<unknown>): Promise<void> => {
    for (;;) {
      await pauseUntil(random.between(least, most), signal)
      if (signal.aborted) return
      await act()
    }
  }
  await Promise.all([
    repeat(400, 1_200, () => page.evaluate(() => window.soak.render())),
    // Rarely, as each is a chance to put right what the library missed.
    repeat(15_000, 45_000, async () => {
      if (troubles.isCalm) return
      for (let times = 0; times < 5; times += 1) await page.evaluate(() => window.soak.invalidate())
    }),
    repeat(1_000, 4_000, () =>
      turn(async () => {
        const { id } = random.pick(EXTRAS)
        mounts += 1
        await page.evaluate((name) => window.soak.toggle(name, true), id)
        await pauseUntil(random.between(50, 4_000), signal)
        await page.evaluate((name) => window.soak.toggle(name, false), id)
      }),
    ),
  ])
  return mounts
}

/** Looks ten times a second, and lets the viewer move now and then, until the signal. */
export async function watch({ page }: Stage, embeds: EmbedWatch, seed: number, signal: AbortSignal): Promise<void> {
  const random = randomOf(seed + 2)
  const steady = EMBEDS.filter(({ isRestless }) => !isRestless)
  let touchAt = performance.now() + 5_000
  while (!signal.aborted) {
    const lookAt = performance.now()
    embeds.take(await page.evaluate(() => window.soak.look()))
    if (lookAt > touchAt) {
      touchAt = lookAt + random.between(3_000, 7_000)
      for (const { id } of steady.filter((embed) => !embeds.isWrong(embed.id))) {
        const order = { id, choice: Math.floor(random.between(0, 1_000)) }
        const view = await page.evaluate(({ id, choice }) => window.soak.touch(id, choice), order)
        embeds.expectView(id, view)
      }
    }
    await pauseUntil(100 - (performance.now() - lookAt), signal)
  }
}

async function pauseUntil(duration: number, signal: AbortSignal): Promise<void> {
  await sleep(Math.max(0, duration), undefined, { signal }).catch(() => {})
}
