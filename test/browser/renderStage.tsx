import { afterEach } from 'vitest'
import { openStage, type StageOptions } from '../contract/openStage.tsx'
import { leaveAll } from '../contract/renderEmbed.tsx'
import { watchFrame } from '../contract/watchFrame.ts'
import { screenshots } from './screenshots.ts'
import type { AdapterUnderTest } from './adaptersUnderTest.tsx'

export type { StageOptions } from '../contract/openStage.tsx'
export { boxOf, renderEmbed } from '../contract/renderEmbed.tsx'
export { until } from '../contract/until.ts'

/**
 * Puts one embed on the page, in StrictMode, against the emulator, and offers what a test looks at.
 *
 * A token of `lifetime` ms is refreshed after two thirds of it.
 */
export async function createStage(under: AdapterUnderTest, options?: StageOptions) {
  const stage = await openStage(under, options)
  /** Records what the browser shows of the embed's box until `stop`, from when its page has drawn. */
  return { ...stage, sample: () => watchFrame(screenshots, stage.live) }
}

afterEach(leaveAll)
