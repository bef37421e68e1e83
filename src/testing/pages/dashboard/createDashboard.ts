import type { SampleData } from '../../exploSampleData.ts'
import type { ExploPage, ExploPageHandlers } from '../explo/exploPage.ts'
import { postToHost } from '../explo/postToHost.ts'
import { queryElement } from '../shared/query.ts'
import { createDashboardView } from './dashboardView.ts'
import { reportHeight } from './reportHeight.ts'

/** Creates the dashboard: one variable (`region`) filters the data; others are only kept. */
export function createDashboard({ session, token, query }: ExploPage): ExploPageHandlers {
  const variables: Record<string, unknown> = { region: 'All', ...query.variables }
  const view = createDashboardView(query.locale)
  const select = queryElement('#region')
  const height = reportHeight(session)
  let newest = 0

  const load = async (): Promise<SampleData | undefined> => {
    const turn = ++newest
    const data = await token.load(String(variables.region))
    // A slower, older response must not overwrite a newer response.
    if (!data || turn !== newest) return undefined
    view.show(data)
    return data
  }
  const setVariables = (next: Record<string, unknown>) => {
    Object.assign(variables, next)
    if (select instanceof HTMLSelectElement) select.value = String(variables.region)
    void load().then((data) => data && height.post('dashboardUpdated'))
  }
  const choose = (varName: string, newValue: unknown) => {
    setVariables({ [varName]: newValue })
    postToHost('sendVariableUpdatedEvent', { varName, newValue })
  }
  select.addEventListener('change', () => {
    if (select instanceof HTMLSelectElement) choose('region', select.value)
  })
  token.onEndChange((hasEnded) => {
    if (!hasEnded) void load()
  })
  const { refreshMinutes } = query
  if (refreshMinutes > 0) setInterval(() => void load(), refreshMinutes * 60_000)
  queryElement('.refresh').textContent = refreshMinutes > 0 ? `Refreshes every ${refreshMinutes} min` : ''

  return {
    setVariables,
    state: () => ({ variables, shown: view.shownRegion() }),
    commands: {
      'set-variable': ({ name, value }) => {
        choose(String(name ?? 'region'), value)
        return variables
      },
    },
    async start() {
      if (select instanceof HTMLSelectElement) select.value = String(variables.region)
      height.post('dashboardReadyToLoad')
      const start = performance.now()
      if (await load()) height.post('dashboardLoaded', { loadTime: Math.round(performance.now() - start) })
      height.watch()
    },
  }
}
