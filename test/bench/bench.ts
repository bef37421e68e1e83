import { installBuilt } from '../package/builtPackage.ts'
import { measureSizes } from '../package/measureSizes.ts'
import type { BrowserOptions } from '../support/launchChromium.ts'
import { measureCycles } from './measureCycles.ts'
import { measureMany } from './measureMany.ts'
import { measureMaps } from './measureMaps.ts'
import { measureMounts, measureRendered } from './measureMounts.ts'
import { countRenders, measureRefreshes } from './measureRefreshes.ts'
import { measureTokenHandler } from './measureTokenHandler.ts'
import { openBench } from './openBench.tsx'
import { report } from './report.ts'

/** Measures all there is. Resolves with a page of tables, in Markdown. */
export async function bench(browser: BrowserOptions): Promise<string> {
  const stage = await openBench(browser)
  try {
    const say = (what: string): void => console.log(`Measuring ${what} ...`)
    say('mounts')
    const mounts = await measureMounts(stage)
    say("a server's page")
    const rendered = await measureRendered(stage)
    say('renewals')
    const refreshes = await measureRefreshes(stage)
    const renders = await countRenders(stage)
    say('many embeds')
    const many = await measureMany(stage)
    say('maps with WebGL')
    const maps = await measureMaps(stage)
    say('mounts and unmounts')
    const cycles = await measureCycles(stage)
    say('the token handler')
    const handler = await measureTokenHandler()
    const sizes = await measureSizes(await installBuilt('code'))
    return report({
      measures: [...mounts, rendered, ...refreshes, ...many.measures, handler],
      counts: [...renders, ...many.counts, ...maps, ...cycles],
      sizes,
    })
  } finally {
    await stage.close()
  }
}
