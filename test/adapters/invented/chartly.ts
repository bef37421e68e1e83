import { createEmbed, defineAdapter, parseTokenResponse } from '../../../src/index.ts'

/** The chart on show. A view is what its viewer made of it: carried as it is, never looked into. */
export interface ChartlyController {
  readView(): Promise<unknown>
  setView(view: unknown): Promise<unknown>
}

/** Chartly: charts. The token is in the URL, and a page on show cannot be given another. */
export const chartly = defineAdapter<{ chartId: string; theme?: string; origin?: string }, ChartlyController>({
  name: 'chartly',
  title: 'Chart',
  resource: ({ chartId }) => ({ chartId }),
  tokenKey: ({ chartId, origin }) => JSON.stringify([chartId, origin]),
  frameKey: ({ chartId, theme, origin }) => JSON.stringify([chartId, theme, origin]),
  lifetime: () => ({ default: 15 * 60_000 }),
  parseResponse(response) {
    const { access_token: token, expires_in: expiresIn }: Record<string, unknown> = Object(response)
    // An answer of any other form is the library's to read, or to refuse.
    return parseTokenResponse(token ? { token, expiresIn } : response)
  },
  buildSrc: ({ chartId, theme = 'light', origin = 'https://chartly.example' }, token) =>
    new URL(`/charts/${encodeURIComponent(chartId)}?${new URLSearchParams({ theme, token: token.value })}`, origin),
  connect: (frame) =>
    new Promise((resolve) => {
      const readView = () => frame.request({ type: 'chartly:read-view' }, 1_000)
      const setView = (view: unknown) => frame.request({ type: 'chartly:set-view', view }, 1_000)
      frame.subscribe((message) => message === 'chartly:ready' && resolve({ readView, setView }))
    }),
  refreshStrategy: () => ({
    mode: 'swap',
    async transferView(from, to, signal) {
      const view = await from.readView()
      if (!signal.aborted) await to.setView(view)
    },
  }),
})

export const ChartlyEmbed = createEmbed(chartly)
