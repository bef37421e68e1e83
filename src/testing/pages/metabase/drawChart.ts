import { type ChartView, SERVICES } from './chartView.ts'

const [LEFT, RIGHT, TOP, BOTTOM] = [36, 572, 10, 232] as const
const MOST = 160
const POINTS = 60

/** Draws the lines that are visible, over a grid. */
export function drawChart(svg: Element, { range, hidden }: ChartView): void {
  const shown = SERVICES.filter(({ name }) => !hidden.includes(name))
  svg.replaceChildren(
    ...[0, 40, 80, 120, 160].flatMap((value) => [
      shape('path', { class: 'grid', d: `M${LEFT} ${yOf(value)}H${RIGHT}` }),
      text(LEFT - 8, yOf(value) + 4, 'end', String(value)),
    ]),
    ...[1, 0.75, 0.5, 0.25, 0].map((part) =>
      text(xOf(1 - part), BOTTOM + 20, 'middle', part === 0 ? 'today' : `−${Math.round(part * range)} d`),
    ),
    ...shown.flatMap(({ name, color }) => {
      const line = pathOf(
        SERVICES.findIndex((service) => service.name === name),
        range,
      )
      const area = `${line}L${RIGHT} ${BOTTOM}L${LEFT} ${BOTTOM}Z`
      return [
        shape('path', { class: 'area', fill: color, d: area }),
        shape('path', { class: 'line', stroke: color, d: line }),
      ]
    }),
  )
}

const xOf = (part: number) => LEFT + part * (RIGHT - LEFT)
const yOf = (value: number) => BOTTOM - (value / MOST) * (BOTTOM - TOP)

/** The same days have the same values, whatever the range. */
function pathOf(service: number, range: number): string {
  const points = Array.from({ length: POINTS + 1 }, (_, index) => {
    const day = range * (1 - index / POINTS)
    const value =
      50 + 28 * service + 16 * Math.sin(day / 9 + service * 2) + 9 * Math.sin(day / 2.3 + service) - day / 24
    return `${xOf(index / POINTS).toFixed(1)} ${yOf(value).toFixed(1)}`
  })
  return `M${points.join('L')}`
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
