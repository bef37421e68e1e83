import type { AdapterUnderTest } from '../browser/adaptersUnderTest.tsx'
import { assert } from './assert.ts'
import { openStage, type Stage, type StageOptions } from './openStage.tsx'
import { leaveAll } from './renderEmbed.tsx'
import { type Camera, watchFrame } from './watchFrame.ts'

/** A scenario of the contract: resolves, or throws an error that names the violated fact. */
export type Scenario = (scene: Scene) => Promise<void>

/** Environment of a scenario. */
export interface Scene {
  under: AdapterUnderTest
  open(options?: StageOptions): Promise<Stage>
  /** Looks whether the visible frame goes blank, from now until the function that it returns is called and throws. */
  watchForBlanks(stage: Stage): Promise<() => Promise<void>>
}

/** Tools for playing a scenario. */
export interface Players {
  under: AdapterUnderTest
  /** Without one nobody looks for blanks. */
  camera?: Camera | undefined
  /** Told what was looked at, and what was left out. */
  note?(text: string): void
}

/** Plays a scenario with one provider, and clears the page after it. */
export async function play(scenario: Scenario, { under, camera, note = () => {} }: Players): Promise<void> {
  const watchForBlanks: Scene['watchForBlanks'] = async (stage) => {
    if (!camera) {
      note('no pictures, so nobody looked for blanks')
      return async () => {}
    }
    const stop = await watchFrame(camera, stage.live)
    return async () => {
      const { samples, blanks, duration } = await stop()
      const perSecond = samples / (duration / 1_000)
      note(`${samples} pictures, ${perSecond.toFixed(1)} a second`)
      assert(blanks === 0, `${blanks} of ${samples} pictures were blank`)
      assert(perSecond >= camera.leastPerSecond, `${perSecond.toFixed(1)} pictures a second are too few`)
    }
  }
  try {
    await scenario({ under, open: (options) => openStage(under, options), watchForBlanks })
  } finally {
    leaveAll()
  }
}
