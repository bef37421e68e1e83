import { QueryClient } from '@tanstack/react-query'
import { createRef } from 'react'
import type { Root } from 'react-dom/client'
import { askPage } from '../../browser/askPage.ts'
import type { Maker, RefreshedMaps } from './benchPage.ts'
import { type Refreshable, Shown } from './Shown.tsx'

const RESOURCE = 'webgl'
/** Time between two samples of the maps, in ms. */
const SAMPLE_INTERVAL = 150

const boxes = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('.maps .box')]
/** The displayed iframe of each map: a pending iframe comes after it. */
const displayed = (): HTMLIFrameElement[] => boxes().flatMap((box) => box.querySelector('iframe') ?? [])
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Mounts maps of one token, with a WebGL context each, and refreshes all at once. */
export async function refreshMaps(root: Root, maker: Maker, count: number, origin: string): Promise<RefreshedMaps> {
  const client = new QueryClient()
  const handles = Array.from({ length: count }, () => createRef<Refreshable>())
  let shown = 0

  const render = (refreshes: number): void =>
    root.render(
      <div className="maps">
        {handles.map((ref, index) => (
          <div className="box" key={index}>
            <Shown
              maker={maker}
              provider="felt"
              resource={RESOURCE}
              origin={origin}
              queryClient={client}
              src=""
              refreshes={refreshes}
              handle={(handle) => void (ref.current = handle)}
              onShown={() => void (shown += 1)}
            />
          </div>
        ))}
      </div>,
    )
  async function untilShown(): Promise<void> {
    while (shown < count || boxes().some((box) => box.querySelectorAll('iframe').length !== 1)) await pause(50)
  }

  render(0)
  await untilShown()
  const before = displayed()
  let longestTask = 0
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestTask = Math.max(longestTask, duration)
  })
  observer.observe({ type: 'longtask' })
  const lost = new Set<HTMLIFrameElement>()
  let isDone = false
  const sampling = (async () => {
    while (!isDone) {
      await Promise.allSettled(
        displayed().map(async (iframe) => {
          const { isContextLost } = await askPage<{ isContextLost: boolean }>(iframe, 'state')
          if (isContextLost) lost.add(iframe)
        }),
      )
      await pause(SAMPLE_INTERVAL)
    }
  })()

  shown = 0
  if (maker === 'by hand') render(1)
  else {
    await Promise.all(handles.map((handle) => handle.current?.refresh()))
    while (displayed().some((iframe) => before.includes(iframe))) await pause(50)
    shown = count
  }
  await untilShown()
  await pause(SAMPLE_INTERVAL)
  isDone = true
  await sampling
  observer.disconnect()
  root.render(null)
  return { longestTask, contextsLost: lost.size }
}
