import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import type { EmbedState } from '../../src/index.ts'

declare global {
  interface Window {
    apiOrigin: string | null
    showState(state: EmbedState): void
  }
}

const query = new URLSearchParams(location.search)
window.apiOrigin = query.get('api')
window.showState = (state) => {
  const status = document.querySelector('#status')
  if (status) status.textContent = state.status === 'error' ? state.error.code : state.status
}

type App = (props: { getAccessToken: () => Promise<string> }) => ReactNode

// Both modules are code blocks of docs/recipes/vite-spa.md: startCrossOriginHost.ts puts this file beside them.
const module = `./${query.get('way') === 'bearer' ? 'Bearer' : 'Cookie'}App.tsx`
const apps = import.meta.glob<{ default: App }>('./*App.tsx')
const root = document.querySelector('#root')
const load = apps[module]
if (root && load) {
  const { default: App } = await load()
  createRoot(root).render(<App getAccessToken={async () => 'ada'} />)
}
