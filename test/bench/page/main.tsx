import { QueryClient } from '@tanstack/react-query'
import { Profiler, type ReactElement, useEffect } from 'react'
import { flushSync } from 'react-dom'
import { createRoot, hydrateRoot } from 'react-dom/client'
import { felt, prefetchEmbedToken } from '../../../src/index.ts'
import type { Maker, MountRequest } from './benchPage.ts'
import { askForToken, srcOf } from './ByHand.tsx'
import { RenderedEmbed } from './RenderedEmbed.tsx'
import { type Refreshable, Shown } from './Shown.tsx'

const { origins, rendered } = window
const container = document.querySelector('#root')
if (!container) throw new Error('the page has no root')
const root = rendered
  ? hydrateRoot(container, <RenderedEmbed {...rendered} origin={origins.felt} />)
  : createRoot(container)

/** The mounted embed. */
let shown: { request: MountRequest; client: QueryClient; src: string; startedAt: number; refreshes: number } | undefined
let resolveShown = (): void => {}
/** For cycles: as an app's own, it outlives them. */
const longLived = new QueryClient()
let handle: Refreshable | null = null
const renders = { embed: 0, host: 0 }

/** Time for the previous embed's cleanup, in this process and others, in ms. */
const QUIET = 300

const epoch = (): number => performance.timeOrigin + performance.now()
const idle = (): Promise<unknown> => new Promise((resolve) => requestIdleCallback(resolve))

async function rest(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, QUIET))
  await idle()
}

const nextShown = (): Promise<void> => new Promise((resolve) => (resolveShown = resolve))

/** Resolves when something holds of the elements on the page. */
function until(isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const observer = new MutationObserver(check)
    function check(): void {
      if (!isSo()) return
      observer.disconnect()
      resolve()
    }
    observer.observe(document, { subtree: true, childList: true, attributes: true })
    check()
  })
}

const frames = (): HTMLIFrameElement[] => [...document.querySelectorAll('iframe')]

/** The component that a host writes around its embed. */
function Host({ children }: { children: ReactElement }) {
  useEffect(() => void (renders.host += 1))
  return (
    <div className="box">
      <Profiler id="embed" onRender={() => void (renders.embed += 1)}>
        {children}
      </Profiler>
    </div>
  )
}

function render(): void {
  if (!shown) return root.render(null)
  const { request, client, src, refreshes, startedAt } = shown
  root.render(
    <Host key={startedAt}>
      <Shown
        {...request}
        origin={origins[request.provider]}
        queryClient={client}
        src={src}
        refreshes={refreshes}
        handle={(newest) => void (handle = newest)}
        onShown={() => resolveShown()}
      />
    </Host>,
  )
}

/** Prepares everything before the clock starts. */
async function prepare({ maker, provider, resource }: MountRequest) {
  const client = new QueryClient()
  if (maker === 'library, fetched ahead') {
    const props = { mapId: resource, origin: origins.felt, tokenEndpoint: '/api/embed-token' }
    await prefetchEmbedToken(client, felt, props)
  }
  const isReady = maker === 'bare iframe' || maker === 'markup alone'
  const src = isReady ? srcOf(provider, origins[provider], resource, await askForToken(provider, resource)) : ''
  return { client, src }
}

async function unmount(): Promise<void> {
  shown = undefined
  flushSync(render)
  await idle()
}

window.bench = {
  async mount(request) {
    await unmount()
    const { client, src } = await prepare(request)
    Object.assign(renders, { embed: 0, host: 0 })
    await rest()
    const visible = nextShown()
    shown = { request, client, src, refreshes: 0, startedAt: epoch() }
    const { startedAt } = shown
    render()
    await visible
    return { startedAt, shownAt: epoch() }
  },

  async refresh() {
    if (!shown) throw new Error('Nothing is mounted.')
    const { maker, provider } = shown.request
    const [before] = frames()
    const visible = nextShown()
    if (maker === 'by hand') {
      shown.refreshes += 1
      render()
      await visible
    } else await handle?.refresh()
    const isReplaced = maker === 'by hand' || provider === 'felt'
    if (isReplaced) await until(() => frames().length === 1 && frames()[0] !== before)
    await idle()
  },

  renders: () => ({ ...renders }),

  async mountMany(maker: Maker, count: number, tokens: number) {
    const client = new QueryClient()
    await idle()
    let loads = 0
    const loaded = new Promise<void>((resolve) => {
      const noteLoad = (): void => {
        loads += 1
        if (loads < count) return
        document.removeEventListener('load', noteLoad, true)
        resolve()
      }
      document.addEventListener('load', noteLoad, true)
    })
    const startedAt = performance.now()
    root.render(
      <div className="many">
        {Array.from({ length: count }, (_, index) => (
          <div className="box" key={index}>
            <Shown
              maker={maker}
              provider="felt"
              resource={`many-${index % tokens}`}
              origin={origins.empty}
              queryClient={client}
              src=""
              refreshes={0}
              handle={() => {}}
              onShown={() => {}}
            />
          </div>
        ))}
      </div>,
    )
    await loaded
    return performance.now() - startedAt
  },

  async cycle(maker, times) {
    for (let cycle = 0; cycle < times; cycle += 1) {
      const request: MountRequest = { maker, provider: cycle % 2 ? 'explo' : 'felt', resource: `cycle-${cycle % 10}` }
      const visible = nextShown()
      shown = { request, client: longLived, src: '', refreshes: 0, startedAt: epoch() }
      render()
      // Most are gone before they have loaded, as where somebody leafs through pages.
      await (cycle % 25 === 0 ? visible : until(() => frames().length > 0))
      shown = undefined
      flushSync(render)
      await idle()
    }
  },

  rest,
  unmount,
}
