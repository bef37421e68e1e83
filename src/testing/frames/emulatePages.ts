import { emulateFrame, type EmulatedFrame, type EmulatedPage, type PageOptions } from './emulateFrame.ts'
import { withoutUndefined } from '../withoutUndefined.ts'
import { stubHappyDomFrames } from './stubHappyDomFrames.ts'
import { FakeMessageChannel } from './fakeMessageChannel.ts'

/** Control of the pages of all iframes, for a test. */
export interface PageEmulation {
  /** Returns the pages in the document, in document order. */
  pages(): EmulatedPage[]
  /** Changes the behavior of pages loaded from now on. */
  setOptions(options: Partial<PageOptions>): void
  /** Ends the emulation: existing iframes become unresponsive. */
  close(): void
}

const DEFAULT_OPTIONS: PageOptions = { behavior: 'ready', felt: {} }

/**
 * Emulates the pages of Felt and Explo in jsdom and happy-dom, which load no iframes: iframes fire `load` and
 * respond immediately, without network or timers; only `onMapIdle` after a change needs a timer. For component tests;
 * call before rendering. Iframes of other sites stay unchanged.
 *
 * During the emulation, messages of `MessageChannel` arrive in a microtask.
 *
 * @example
 * const emulation = emulatePages()
 * render(<FeltEmbed mapId="map-1" fetchToken={() => 'token-1'} onReady={onReady} />)
 * await waitFor(() => expect(onReady).toHaveBeenCalled())
 * emulation.close()
 */
export function emulatePages(options: Partial<PageOptions> = {}): PageEmulation {
  let current = { ...DEFAULT_OPTIONS, ...withoutUndefined(options) }
  const frames = new Map<HTMLIFrameElement, EmulatedFrame>()

  const load = (iframe: HTMLIFrameElement) => {
    const frame = frames.get(iframe) ?? emulateFrame(iframe, () => current)
    if (!frame) return
    frames.set(iframe, frame)
    frame.load()
  }
  // The library's listeners exist by now: they are attached in the same task in which an iframe is inserted.
  const observer = new MutationObserver((records) => {
    for (const iframe of frames.keys()) if (!iframe.isConnected) frames.delete(iframe)
    new Set(records.flatMap(framesIn)).forEach(load)
  })
  observer.observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['src'] })
  const restore = [replaceMessageChannel(), stubHappyDomFrames()]

  return {
    pages: () => [...document.querySelectorAll('iframe')].flatMap((iframe) => frames.get(iframe) ?? []),
    setOptions(next) {
      current = { ...current, ...withoutUndefined(next) }
    },
    close() {
      observer.disconnect()
      frames.forEach((frame) => frame.release())
      frames.clear()
      restore.forEach((each) => each())
    },
  }
}

/** Returns the iframes inserted into the document or with a new URL. */
function framesIn({ type, target, addedNodes }: MutationRecord): HTMLIFrameElement[] {
  const elements = [...(type === 'attributes' ? [target] : addedNodes)].filter((node) => node instanceof HTMLElement)
  return elements
    .flatMap((element) => [element, ...element.querySelectorAll('iframe')])
    .filter((element) => element instanceof HTMLIFrameElement)
    .filter(({ isConnected }) => isConnected)
}

function replaceMessageChannel(): () => void {
  const original = Object.getOwnPropertyDescriptor(globalThis, 'MessageChannel')
  Object.defineProperty(globalThis, 'MessageChannel', { configurable: true, writable: true, value: FakeMessageChannel })
  return () => {
    if (original) Object.defineProperty(globalThis, 'MessageChannel', original)
    else Reflect.deleteProperty(globalThis, 'MessageChannel')
  }
}
