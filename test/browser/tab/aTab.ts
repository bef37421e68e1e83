import { onTestFinished } from 'vitest'
import { commands } from 'vitest/browser'
import type { ExploOptions, FeltOptions, EmulatedProvider } from '../../../src/testing.ts'
import { aResource, readSummary, setOptions } from '../emulator.ts'
import { until } from '../stage.tsx'
import type { TabReport } from './report.ts'

/** Shows a host page with one embed of each vendor asked for, in a tab that can be hidden and frozen. */
export async function aTab(
  providers: readonly EmulatedProvider[],
  { options, background = false }: { options: Partial<FeltOptions & ExploOptions>; background?: boolean },
) {
  const ids = providers.map((provider) => ({ provider, id: aResource() }))
  const setAll = (changed: typeof options) =>
    Promise.all(ids.map(({ provider, id }) => setOptions(provider, id, changed)))
  await setAll(options)
  const parameters = new URLSearchParams(ids.map(({ provider, id }) => [provider, id]))
  if (background) parameters.set('background', '')
  onTestFinished(() => commands.closeTab())
  await commands.openTab(`/test/browser/tab/index.html?${parameters}`)
  const read = async () => (await commands.doInTab('globalThis.report ?? null')) as TabReport
  const last = async () => {
    const report = await read()
    return providers.map((provider) => report?.[provider].at(-1)?.status)
  }
  return {
    read,
    setAll,
    summaries: () => Promise.all(ids.map(({ id }) => readSummary(id))),
    untilAll: (status: string) =>
      until(async () => {
        const statuses = await last()
        if (statuses.some((each) => each !== status)) throw new Error(`is ${statuses.join()}, not ${status}`)
      }),
  }
}
