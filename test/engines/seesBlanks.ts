import { askPage } from '../browser/emulator.ts'
import type { AdapterUnderTest } from '../browser/adaptersUnderTest.tsx'
import { assert } from '../contract/assert.ts'
import { openStage } from '../contract/openStage.tsx'
import { boxOf, leaveAll } from '../contract/renderEmbed.tsx'
import { camera } from './camera.ts'

/** Shows that pictures of this engine hold what is in a frame, or no blank would ever be found in them. */
export async function seesBlanks(under: AdapterUnderTest): Promise<void> {
  try {
    const stage = await openStage(under)
    await stage.untilReady()
    const isBlank = () => camera.isBlank(boxOf(stage.live()))
    await stage.until(async () => assert(!(await isBlank()), 'a page that works looks blank'))
    await askPage(stage.live(), 'blank')
    await stage.until(async () => assert(await isBlank(), 'a page that emptied itself does not look blank'))
  } finally {
    leaveAll()
  }
}
