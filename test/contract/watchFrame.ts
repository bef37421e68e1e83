import type { Box, Sampling } from '../support/commands.ts'
import { assert } from './assert.ts'
import { boxOf } from './renderEmbed.tsx'
import { until } from './until.ts'

/** Takes pictures of what the browser shows. Only something outside of the page can, so it is handed in. */
export interface Camera {
  /** Fewer pictures a second would miss a blank. */
  leastPerSecond: number
  /** Whether a box of the page is blank now. */
  isBlank(box: Box): Promise<boolean>
  /** Begins to take pictures, one after the other. */
  start(): Promise<unknown>
  /** Ends it, and says how often a box of the page was blank. */
  stop(box: Box): Promise<Sampling>
}

/** Records what the browser shows of the frame visible until `stop`, from when its page has drawn. */
export async function watchFrame(camera: Camera, live: () => Element): Promise<() => Promise<Sampling>> {
  // Explo's page says that it is ready before its data has come.
  await until(async () => assert(!(await camera.isBlank(boxOf(live()))), 'has drawn nothing'))
  await camera.start()
  return () => camera.stop(boxOf(live()))
}
