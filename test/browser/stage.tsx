import { afterEach } from 'vitest'
import { openStage, type StageOptions } from '../contract/openStage.tsx'
import { leaveAll } from '../contract/show.tsx'
import { watchFrame } from '../contract/watchFrame.ts'
import { camera } from './camera.ts'
import type { AdapterUnderTest } from './adaptersUnderTest.tsx'

export type { StageOptions } from '../contract/openStage.tsx'
export { boxOf, show } from '../contract/show.tsx'
export { until } from '../contract/until.ts'

/**
 * Puts one embed on the page, in StrictMode, against the emulator, and offers what a test looks at.
 *
 * A token of `lifetime` ms is renewed after two thirds of it.
 */
export async function aStage(under: AdapterUnderTest, options?: StageOptions) {
  const stage = await openStage(under, options)
  /** Records what the browser shows of the embed's box until `stop`, from when its page has drawn. */
  return { ...stage, sample: () => watchFrame(camera, stage.live) }
}

afterEach(leaveAll)
