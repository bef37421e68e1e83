import { createElement, queryElement } from '../shared/query.ts'

/** Selectable periods. */
export const PERIODS = ['day', 'week', 'month'] as const

/** Bars of a period: hours, days, days. */
const BARS: Readonly<Record<string, number>> = { day: 24, week: 7, month: 30 }

/** Draws figures and bars of a period. */
export function drawBoard(period: string): void {
  const bars = Array.from(
    { length: BARS[period] ?? 7 },
    (_, index) => 46 + 30 * Math.sin(index * 0.9) + ((index * 37) % 19),
  )
  const orders = Math.round(bars.reduce((sum, bar) => sum + bar, 0))
  queryElement('.tiles').replaceChildren(
    tile('Orders', orders.toLocaleString('en')),
    tile('Revenue', `€${(orders * 41).toLocaleString('en')}`),
    tile('Basket', '€41.00'),
    tile('Abandoned', '3.4%'),
  )
  queryElement('.bars').replaceChildren(
    ...bars.map((height) => {
      const bar = createElement('i', '')
      bar.style.height = `${Math.round(height)}%`
      return bar
    }),
  )
}

function tile(name: string, value: string): HTMLElement {
  return createElement('div', 'tile', createElement('b', '', value), createElement('span', '', name))
}
