import type { SampleData } from '../../exploSampleData.ts'
import { createChart, type ChartKind, type LiveChart } from '../explo/charts.ts'
import type { ExploPage, ExploPageHandlers } from '../explo/exploPage.ts'
import { postToHost } from '../explo/postToHost.ts'
import { formats, sumBy, type Dimension, type Measure } from '../explo/sumBy.ts'
import { createElement, queryElement } from '../shared/query.ts'

const DIMENSIONS: Record<Dimension, string> = { month: 'Month', region: 'Region', category: 'Category' }
const MEASURES: Record<Measure, string> = { revenue: 'Revenue', orders: 'Orders' }
const KINDS: Record<'bar' | 'line', string> = { bar: 'Bars', line: 'Line' }

/** Creates the report builder: the viewer chooses measure, dimension and chart type. */
export function createReport({ session, token, query }: ExploPage): ExploPageHandlers {
  const format = formats(query.locale)
  const variables: Record<string, unknown> = { ...query.variables }
  let dimension: Dimension = 'month'
  let measure: Measure = 'revenue'
  let kind: Extract<ChartKind, 'bar' | 'line'> = 'bar'
  let data: SampleData | undefined
  let chart: LiveChart | undefined

  const write = (value: number) => (measure === 'revenue' ? format.money(value) : format.count(value))
  const draw = () => {
    queryElement('.report-name').textContent = `${MEASURES[measure]} by ${DIMENSIONS[dimension].toLowerCase()}`
    queryElement('.by').textContent = DIMENSIONS[dimension]
    queryElement('.of').textContent = MEASURES[measure]
    if (!data) return
    const sums = sumBy(data.rows, dimension, measure)
    chart?.destroy()
    chart = createChart('#report', kind, measure === 'revenue' ? format.short : format.count)
    chart.show(sums)
    const rows = sums.labels.map((label, i) =>
      createElement(
        'tr',
        '',
        createElement('td', '', label),
        createElement('td', 'number', write(sums.values[i] ?? 0)),
      ),
    )
    queryElement('#rows').replaceChildren(...rows)
  }
  const load = async () => {
    const next = await token.load(String(variables.region ?? 'All'))
    if (!next) return
    data = next
    draw()
  }
  // A real report builder sends every change to its server; so does this page, so that an expired token has an effect.
  choices('.dimensions', DIMENSIONS, dimension, (next) => ((dimension = next), void load()))
  choices('.measures', MEASURES, measure, (next) => ((measure = next), void load()))
  choices('.kinds', KINDS, kind, (next) => ((kind = next), draw()))
  findFields()
  token.onEndChange((hasEnded) => {
    if (!hasEnded) void load()
  })

  return {
    state: () => ({ variables, dimension, measure, kind, shown: data?.region ?? null }),
    commands: {
      choose: ({ dimension: by, measure: of, kind: as }) => {
        for (const value of [of, by, as]) {
          // As the viewer does.
          if (typeof value === 'string') queryElement(`.choice input[value="${value}"]`).click()
        }
        return true
      },
    },
    setVariables(next) {
      Object.assign(variables, next)
      void load()
    },
    async start() {
      const { reportBuilderReady, unresponsive } = session.page
      const tell = (event: string, more: object = {}) => {
        if (reportBuilderReady && !unresponsive) postToHost(event, { dashboardId: '', dashboardHeight: 0, ...more })
      }
      tell('dashboardReadyToLoad')
      const start = performance.now()
      await load()
      tell('dashboardLoaded', { loadTime: Math.round(performance.now() - start) })
    },
  }
}

/** Fills a list with radio buttons. */
function choices<Name extends string>(
  selector: string,
  names: Record<Name, string>,
  chosen: Name,
  onChoose: (name: Name) => void,
): void {
  const isName = (name: string): name is Name => Object.hasOwn(names, name)
  for (const name of Object.keys(names).filter(isName)) {
    const radio = createElement('input', '')
    Object.assign(radio, { type: 'radio', name: selector, value: name, checked: name === chosen })
    radio.addEventListener('change', () => onChoose(name))
    queryElement(selector).append(createElement('label', 'choice', radio, createElement('span', '', names[name])))
  }
}

function findFields(): void {
  const finder = queryElement('#find')
  finder.addEventListener('input', () => {
    const wanted = finder instanceof HTMLInputElement ? finder.value.trim().toLowerCase() : ''
    for (const choice of document.querySelectorAll<HTMLElement>('.fields .choice')) {
      choice.hidden = !choice.textContent?.toLowerCase().includes(wanted)
    }
  })
}
