import type { SampleData, SampleRow } from '../../exploSampleData.ts'
import { createChart, SERIES_COLORS } from '../explo/charts.ts'
import { formats, sumBy, total } from '../explo/sumBy.ts'
import { createElement, queryElement } from '../shared/query.ts'

/** Creates the view: tiles, charts and table. */
export function createDashboardView(locale: string) {
  const format = formats(locale)
  const revenue = createChart('#revenue', 'line', format.short)
  const orders = createChart('#orders', 'bar', format.count)
  const categories = createChart('#categories', 'doughnut', format.money)
  const finder = queryElement('#find')
  let data: SampleData | undefined

  const drawTable = () => {
    const wanted = finder instanceof HTMLInputElement ? finder.value.trim().toLowerCase() : ''
    const rows = (data?.rows ?? [])
      .filter((row) => `${row.month} ${row.region} ${row.category}`.toLowerCase().includes(wanted))
      .sort((a, b) => b.revenue - a.revenue)
    queryElement('#rows').replaceChildren(...rows.slice(0, 6).map((row) => tableRow(row, format)))
  }
  finder.addEventListener('input', drawTable)

  return {
    shownRegion: () => data?.region ?? null,
    show(next: SampleData) {
      data = next
      const { rows } = next
      revenue.show(sumBy(rows, 'month', 'revenue'))
      orders.show(sumBy(rows, 'region', 'orders'))
      const shares = sumBy(rows, 'category', 'revenue')
      categories.show(shares)
      queryElement('.shares').replaceChildren(
        ...shares.labels.map((name, i) => shareTile(name, shares.values[i] ?? 0, i, format)),
      )
      queryElement('.kpis').replaceChildren(...metricTiles(rows, format))
      drawTable()
    },
  }
}

type Formats = ReturnType<typeof formats>

function metricTiles(rows: SampleRow[], format: Formats): HTMLElement[] {
  const half = rows.length / 2
  // Rows are sorted by month, so each half of the list is half a year.
  const [first, second] = [rows.slice(0, half), rows.slice(half)]
  const growth = (measure: (of: SampleRow[]) => number) => measure(second) / measure(first) - 1
  const revenue = (of: SampleRow[]) => total(of, 'revenue')
  const orders = (of: SampleRow[]) => total(of, 'orders')
  const value = (of: SampleRow[]) => revenue(of) / orders(of)
  const best = (of: SampleRow[]) => Math.max(0, ...sumBy(of, 'month', 'revenue').values)
  return [
    metricTile('Revenue', format.short(revenue(rows)), growth(revenue), format),
    metricTile('Orders', format.count(orders(rows)), growth(orders), format),
    metricTile('Order value', format.money(orders(rows) ? value(rows) : 0), growth(value), format),
    metricTile('Best month', format.short(best(rows)), growth(best), format),
  ]
}

function metricTile(name: string, value: string, growth: number, format: Formats): HTMLElement {
  const trend = createElement(
    'span',
    growth < 0 ? 'trend is-down' : 'trend',
    Number.isFinite(growth) ? format.share(growth) : '–',
  )
  return createElement('div', 'panel kpi', createElement('h3', '', name), createElement('strong', '', value), trend)
}

function shareTile(name: string, value: number, index: number, format: Formats): HTMLElement {
  const dot = createElement('i', '')
  dot.style.background = SERIES_COLORS[index] ?? ''
  return createElement('li', '', dot, name, createElement('b', '', format.short(value)))
}

function tableRow(row: SampleRow, format: Formats): HTMLElement {
  const cells = [row.month, row.region, row.category].map((text) => createElement('td', '', text))
  const numbers = [format.count(row.orders), format.money(row.revenue)].map((text) =>
    createElement('td', 'number', text),
  )
  return createElement('tr', '', ...cells, ...numbers)
}
