import {
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  DoughnutController,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
  type ChartConfiguration,
} from 'chart.js'
import { queryElement } from '../shared/query.ts'

Chart.register(ArcElement, BarController, BarElement, CategoryScale, DoughnutController, Filler)
Chart.register(LinearScale, LineController, LineElement, PointElement, Tooltip)
Chart.defaults.font.family = "ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"
Chart.defaults.font.size = 11
Chart.defaults.color = '#667085'
Chart.defaults.borderColor = '#eef0f4'
Chart.defaults.maintainAspectRatio = false
Chart.defaults.animation = matchMedia('(prefers-reduced-motion: reduce)').matches ? false : { duration: 350 }

/** Colors of series, in order. */
export const SERIES_COLORS = ['#4f5bd5', '#12a594', '#f0a020', '#d6457f', '#7c8db5']

/** Kinds of charts. */
export type ChartKind = 'line' | 'bar' | 'doughnut'
/** Content of a chart. */
export interface ChartContent {
  labels: string[]
  values: number[]
}

/** A chart on a canvas, updated in place. */
export interface LiveChart {
  show(content: ChartContent): void
  destroy(): void
}

/** Creates a chart. `format` formats values. */
export function createChart(selector: string, kind: ChartKind, format: (value: number) => string): LiveChart {
  const canvas = queryElement(selector)
  if (!(canvas instanceof HTMLCanvasElement)) throw new Error(`${selector} is not a canvas.`)
  const chart = new Chart(canvas, buildChartConfig(kind, format))
  return {
    show({ labels, values }) {
      const [series] = chart.data.datasets
      chart.data.labels = labels
      if (series) series.data = values
      chart.update()
    },
    destroy: () => chart.destroy(),
  }
}

const [FIRST = '#4f5bd5'] = SERIES_COLORS
const CHART_STYLES = {
  line: { borderColor: FIRST, backgroundColor: '#4f5bd51a', fill: true, tension: 0.35, borderWidth: 2, pointRadius: 0 },
  bar: { backgroundColor: FIRST, borderRadius: 5, maxBarThickness: 44 },
  doughnut: { backgroundColor: SERIES_COLORS, borderWidth: 2, borderColor: '#fff' },
}

function buildChartConfig(
  kind: ChartKind,
  format: (value: number) => string,
): ChartConfiguration<ChartKind, number[], string> {
  const label = ({ raw }: { raw: unknown }) => ` ${format(Number(raw))}`
  const common = { plugins: { tooltip: { displayColors: false, callbacks: { label } } } }
  const data = { labels: [], datasets: [{ data: [], ...CHART_STYLES[kind] }] }
  if (kind === 'doughnut') return { type: kind, data, options: { ...common, cutout: '68%' } }
  const options = {
    ...common,
    interaction: { mode: 'index' as const, intersect: false },
    scales: {
      x: { grid: { display: false }, border: { display: false }, ticks: { maxRotation: 0 } },
      y: {
        beginAtZero: true,
        border: { display: false },
        ticks: { maxTicksLimit: 5, callback: (value: string | number) => format(Number(value)) },
      },
    },
  }
  return { type: kind, data, options }
}
