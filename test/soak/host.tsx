import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { Fleet, handles, type Note } from './Fleet.tsx'
import { lookAt, reloadPage, touch } from './pagesOnShow.ts'
import { EMBEDS, EXTRAS, type SoakEvent } from './soakPage.ts'

const queryClient = new QueryClient()
const container = document.querySelector('#root')
if (!container) throw new Error('the page has no root')
const root = createRoot(container)

const mounted = new Set<string>()
let events: SoakEvent[] = []
const note: Note = (event) => void events.push(event)

/** Everything in it is made again, as by a host that memoizes nothing. */
function render(): void {
  root.render(
    <QueryClientProvider client={queryClient}>
      <Fleet embeds={[...EMBEDS, ...EXTRAS].filter(({ id }) => mounted.has(id))} note={note} />
    </QueryClientProvider>,
  )
}

const born = new WeakMap<HTMLIFrameElement, number>()
const seen = new WeakSet<HTMLIFrameElement>()
new MutationObserver(() => {
  for (const frame of container.querySelectorAll('iframe')) {
    const at = Date.now()
    const bornAt = born.get(frame) ?? at
    born.set(frame, bornAt)
    if (frame.style.opacity === '0' || seen.has(frame)) continue
    seen.add(frame)
    note({ type: 'shown', id: frame.closest('[data-soak]')?.getAttribute('data-soak') ?? '', at, took: at - bornAt })
  }
}).observe(container, { subtree: true, childList: true, attributeFilter: ['style'] })

window.onerror = (message) => note({ type: 'thrown', at: Date.now(), message: String(message) })
window.onunhandledrejection = ({ reason }) => note({ type: 'thrown', at: Date.now(), message: String(reason) })

window.soak = {
  render,
  mount() {
    for (const { id } of EMBEDS) mounted.add(id)
    render()
  },
  toggle(id, isMounted) {
    if (isMounted) mounted.add(id)
    else mounted.delete(id)
    render()
  },
  unmount() {
    mounted.clear()
    // An embed that is still there when its query goes would make another.
    flushSync(render)
    setTimeout(() => queryClient.clear())
  },
  invalidate: () => void queryClient.invalidateQueries(),
  refresh: () => handles.forEach((handle) => void handle.refresh().catch(() => {})),
  reloadPage,
  touch,
  async look() {
    const looks = await Promise.all(EMBEDS.filter(({ id }) => mounted.has(id)).map(lookAt))
    const news = events
    events = []
    return { events: news, looks }
  },
}
render()
