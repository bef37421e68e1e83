import { onTestFinished } from 'vitest'
import { commands } from 'vitest/browser'
import type { FeltOptions } from '../../../src/testing.ts'
import { setOptions } from '../emulator.ts'
import { until } from '../renderStage.tsx'
import type { ManyMapsPictures, ManyMapsReport } from './report.ts'

/** Long enough for a dozen maps on a busy machine, in ms. */
const PATIENCE = 90_000
/** Time between two pictures of a dozen WebGL canvases, which the browser reads back at some cost, in ms. */
const PICTURE_INTERVAL = 250

/**
 * Shows a host page with one map per id, each with a WebGL context, in a tab that can be hidden.
 *
 * @param blocked patterns of URLs that cannot be loaded
 */
export async function openManyMaps(
  ids: readonly string[],
  { options = {}, blocked }: { options?: Partial<FeltOptions>; blocked?: string[] } = {},
) {
  const setAll = (changed: Partial<FeltOptions>) =>
    Promise.all([...new Set(ids)].map((id) => setOptions('felt', id, changed)))
  await setAll({ usesWebGl: true, ...options })
  onTestFinished(() => commands.closeTab())
  const query = new URLSearchParams(ids.map((id) => ['map', id]))
  await commands.openTab(`/test/browser/manyMaps/index.html?${query}`, blocked)
  const read = async () => (await commands.doInTab('globalThis.report ?? null')) as ManyMapsReport | null

  const seen: ManyMapsPictures = { pictures: 0, blanks: 0 }
  let areWatched = false

  /** Waits for what holds of the report, and returns it. */
  const untilReport = (isTrue: (report: ManyMapsReport) => boolean) => {
    const check = async () => {
      if (areWatched) {
        seen.blanks += await commands.countBlanksInTab('iframe:not([inert])')
        seen.pictures += 1
      }
      const report = await read()
      if (!report || !isTrue(report)) throw new Error(`not yet: ${JSON.stringify(report)}`)
      return report
    }
    return areWatched ? until(check, PATIENCE, PICTURE_INTERVAL) : until(check, PATIENCE)
  }

  return {
    setAll,
    untilReport,
    /** Counts blank maps from when all have been drawn, in a picture at each check, and iframes beside displayed ones. */
    async watch() {
      await until(async () => {
        if ((await commands.countBlanksInTab('iframe:not([inert])')) > 0) throw new Error('not drawn')
      }, PATIENCE)
      // On a busy machine some first loads may have been retried.
      await commands.doInTab('report.mostAtOnce = 0')
      areWatched = true
    },
    seen,
    untilAll: (status: string) => untilReport(({ statuses }) => statuses.every((each) => each === status)),
    /** Refreshes all tokens and waits until each map has been swapped. */
    async refreshAll(times: number) {
      for (let time = 0; time < times; time += 1) {
        const { loads: before } = await untilReport(({ statuses }) => statuses.every((each) => each === 'ready'))
        await commands.doInTab('refreshAll().then(() => true)')
        const isSwapped = ({ loads, statuses }: ManyMapsReport) =>
          statuses.every((each) => each === 'ready') && loads.every((count, index) => count > (before[index] ?? 0))
        await untilReport(isSwapped)
        await until(async () => {
          if ((await commands.doInTab('document.querySelectorAll("iframe").length')) !== ids.length)
            throw new Error('not swapped')
        }, PATIENCE)
      }
      return untilReport(() => true)
    },
  }
}
