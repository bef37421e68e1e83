import { type ChartView, SERVICES } from './chartView.ts'

/** Distances of the plot from the edges, in CSS pixels: room for the labels of the axes. */
const MARGIN = { left: 30, right: 22, top: 8, bottom: 24 }
const MOST = 160
const POINTS = 60

/** Draws the lines that are visible, over a grid, in the element's own size. */
export function drawChart(svg: Element, { range, hidden }: ChartView): void {
  const left = MARGIN.left
  const right = svg.clientWidth - MARGIN.right
  const bottom = svg.clientHeight - MARGIN.bottom
  const xOf = (part: number) => left + part * (right - left)
  const yOf = (value: number) => bottom - (value / MOST) * (bottom - MARGIN.top)
  const shown = SERVICES.filter(({ name }) => !hidden.includes(name))
  svg.replaceChildren(
    ...[0, 40, 80, 120, 160].flatMap((value) => [
      shape('path', { class: 'grid', d: `M${left} ${yOf(value)}H${right}` }),
      text(left - 8, yOf(value) + 4, 'end', String(value)),
    ]),
    ...[1, 0.75, 0.5, 0.25, 0].map((part) =>
      text(xOf(1 - part), bottom + 16, 'middle', part === 0 ? 'today' : `−${Math.round(part * range)} d`),
    ),
    ...shown.flatMap(({ name, color }) => {
      const values = valuesOf(
        SERVICES.findIndex((service) => service.name === name),
        range,
      )
      const points = values.map((value, index) => `${xOf(index / POINTS).toFixed(1)} ${yOf(value).toFixed(1)}`)
      const line = `M${points.join('L')}`
      const area = `${line}L${right} ${bottom}L${left} ${bottom}Z`
      return [
        shape('path', { class: 'area', fill: color, d: area }),
        shape('path', { class: 'line', stroke: color, d: line }),
      ]
    }),
  )
}

/** The same days have the same values, whatever the range. */
function valuesOf(service: number, range: number): number[] {
  return Array.from({ length: POINTS + 1 }, (_, index) => {
    const day = range * (1 - index / POINTS)
    return 50 + 28 * service + 16 * Math.sin(day / 9 + service * 2) + 9 * Math.sin(day / 2.3 + service) - day / 24
  })
}

function shape(tag: 'path' | 'text', attributes: Readonly<Record<string, string>>): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  return element
}

function text(x: number, y: number, anchor: string, content: string): SVGElement {
  const element = shape('text', { x: String(x), y: String(y), 'text-anchor': anchor })
  element.textContent = content
  return element
}
