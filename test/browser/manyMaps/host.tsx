import { createRef } from 'react'
import { createRoot } from 'react-dom/client'
import { type EmbedHandle, type EmbedState, type FeltController, FeltEmbed } from '../../../src/index.ts'
import { askPage, origins } from '../emulator.ts'
import type { ManyMapsReport } from './report.ts'

const SAMPLE_INTERVAL = 150

const ids = new URLSearchParams(location.search).getAll('map')
const handles = ids.map(() => createRef<EmbedHandle<FeltController>>())
const report: ManyMapsReport = {
  statuses: ids.map(() => 'loading'),
  expired: [],
  errors: [],
  loads: ids.map(() => 0),
  mostAtOnce: 0,
  order: [],
  samples: 0,
  lost: 0,
}
const root = document.getElementById('root') ?? document.body

/** Of the map at an index: displayed ones come first. */
const iframesOf = (index: number) => [...(root.children[index]?.querySelectorAll('iframe') ?? [])]

const note = (index: number) => (state: EmbedState) => {
  report.statuses[index] = state.status
  if (state.status === 'expired') report.expired.push(index)
}

new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    const added = [...addedNodes].find((node) => node instanceof HTMLIFrameElement)
    if (!added) continue
    const index = [...root.children].findIndex((child) => child.contains(added))
    if (index < 0) continue
    report.loads[index] = (report.loads[index] ?? 0) + 1
    if (iframesOf(index).length > 1) report.order.push(index)
  }
  const pending = ids.filter((_, index) => iframesOf(index).length > 1).length
  report.mostAtOnce = Math.max(report.mostAtOnce, pending)
}).observe(root, { childList: true, subtree: true })

async function sample(): Promise<void> {
  const displayed = ids.flatMap((_, index) => iframesOf(index).slice(0, 1))
  const states = await Promise.allSettled(
    displayed.map((iframe) => askPage<{ isContextLost: boolean }>(iframe, 'state')),
  )
  const answers = states.flatMap((state) => (state.status === 'fulfilled' ? [state.value] : []))
  report.samples += answers.length
  report.lost += answers.filter(({ isContextLost }) => isContextLost).length
  setTimeout(() => void sample(), SAMPLE_INTERVAL)
}
void sample()

Object.assign(globalThis, {
  report,
  refreshAll: () => Promise.all(handles.map((handle) => handle.current?.refresh())),
})

createRoot(root).render(
  ids.map((id, index) => (
    <FeltEmbed
      key={index}
      ref={handles[index]}
      mapId={id}
      origin={origins.felt.origin}
      tokenEndpoint="/api/embed-token"
      // Small, so that a dozen are in the viewport.
      style={{ height: 170 }}
      onStateChange={note(index)}
      onError={({ code }) => report.errors.push(code)}
    />
  )),
)
