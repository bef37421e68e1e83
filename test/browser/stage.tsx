import { type ReactElement, StrictMode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, vi } from 'vitest'
import { commands } from 'vitest/browser'
import { type EmbedError, type EmbedState, type TokenFetcher } from '../../src'
import type { ExploOptions, FeltOptions } from '../../src/testing'
import { aResource, fetchRaw, origins, readSummary, setOptions } from './emulator'
import type { VendorUnderTest } from './vendorsUnderTest'

/** What a test may ask for beside the vendor. */
export interface StageOptions {
  options?: Partial<FeltOptions & ExploOptions>
  fetchToken?: TokenFetcher
  readyTimeout?: number
  /** Told to Explo's embed instead of the true one. */
  tokenLifetime?: number
}

/**
 * Waits until a check holds.
 *
 * @param timeout in ms; as long as a page may take to load on a slow machine
 */
export function until(check: () => unknown, timeout = 40_000): Promise<unknown> {
  return vi.waitFor(check, { timeout, interval: 50 })
}

/**
 * Puts one embed on the page, in StrictMode, against the emulator, and offers what a test looks at.
 *
 * A token of `lifetime` ms is renewed after two thirds of it.
 */
export async function aStage(under: VendorUnderTest, { options = {}, ...props }: StageOptions = {}) {
  const { vendor } = under
  const id = aResource()
  await setOptions(vendor, id, options)
  const states: EmbedState[] = []
  const errors: EmbedError[] = []
  const { element, handle, touch, look } = under.embed({
    id,
    origin: origins[vendor].origin,
    fetchToken: fetchRaw,
    // The emulator's Explo tells no expiry either: without this the library would take 24 h for granted.
    ...(vendor === 'explo' && options.lifetime ? { tokenLifetime: options.lifetime } : {}),
    onStateChange: (state) => void states.push(state),
    onError: (error) => void errors.push(error),
    ...props,
  })
  const { container, unmount } = show(<StrictMode>{element}</StrictMode>)
  const frames = () => [...container.querySelectorAll('iframe')]
  const live = () => {
    const { current } = handle
    if (!current?.iframe) throw new Error('no frame is on show')
    return current.iframe
  }
  return {
    id,
    states,
    errors,
    handle,
    unmount,
    frames,
    live,
    touch: () => touch(live()),
    look: () => look(live()),
    until,
    last: () => states.at(-1),
    summary: () => readSummary(id),
    setOptions: (changed: Partial<FeltOptions & ExploOptions>) => setOptions(vendor, id, changed),
    untilReady: () => until(() => assert(states.at(-1)?.status === 'ready', `is ${states.at(-1)?.status}`)),
    /** Waits until the page on show holds the nth token. */
    untilRenewed: (count: number) =>
      until(async () => {
        const { loads, delivered } = await readSummary(id)
        const isRenewed = under.handsOver ? loads > count && frames().length === 1 : delivered >= count
        assert(isRenewed, `not renewed ${count} times`)
      }),
    /** Records what the browser shows of the embed's box until `stop`, from when its page has drawn. */
    async sample() {
      // Explo's page says that it is ready before its data has come.
      await until(async () => assert(!(await commands.isBlank(boxOf(live()))), 'has drawn nothing'))
      // Something must move for the browser to draw, or a still page would give no picture to look at.
      const dot = document.body.appendChild(document.createElement('div'))
      dot.style.cssText = 'position:fixed;right:0;bottom:0;width:4px;height:4px;background:red'
      dot.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 300, iterations: Infinity })
      await commands.startSampling()
      return async () => {
        const sampling = await commands.stopSampling(boxOf(live()))
        dot.remove()
        return sampling
      }
    },
  }
}

const roots = new Map<Root, HTMLElement>()

/** Renders as a host does: without the test environment of React, which holds updates back. */
export function show(element: ReactElement) {
  const container = document.body.appendChild(document.createElement('div'))
  const root = createRoot(container)
  roots.set(root, container)
  root.render(element)
  return { container, unmount: () => leave(root), rerender: (newer: ReactElement) => root.render(newer) }
}

/** Where an element is, in a form that can be sent. */
export function boxOf(element: Element) {
  const { x, y, width, height } = element.getBoundingClientRect()
  return { x, y, width, height }
}

function leave(root: Root): void {
  root.unmount()
  roots.get(root)?.remove()
  roots.delete(root)
}

afterEach(() => [...roots.keys()].forEach(leave))

function assert(holds: boolean, message: string): void {
  if (!holds) throw new Error(message)
}
