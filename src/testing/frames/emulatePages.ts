import { emulateFrame, type EmulatedFrame, type EmulatedPage, type PageOptions } from './emulateFrame.ts'
import { stubHappyDomFrames } from './stubHappyDomFrames.ts'
import { FakeMessageChannel } from './fakeMessageChannel.ts'

/** A test's hand on the pages of all frames. */
export interface PageEmulation {
  /** The pages in the document, the one that came first before those that came later. */
  pages(): EmulatedPage[]
  /** Changes what pages do that load from now on. */
  setOptions(options: Partial<PageOptions>): void
  /** Ends it: frames that are still there fall silent. */
  close(): void
}

const DEFAULT_OPTIONS: PageOptions = { behavior: 'ready', felt: {} }

/**
 * Stands in for both vendors in jsdom and happy-dom, which load no frames: the library's frames fire their `load` and
 * answer at once, with no network and no timer of their own. For component tests; begin it before you render. Frames of
 * other sites stay as they are.
 *
 * While it lasts, `MessageChannel` is one whose messages arrive in a microtask.
 *
 * @example
 * const emulation = emulatePages()
 * render(<FeltEmbed mapId="map-1" fetchToken={() => 'token-1'} onReady={onReady} />)
 * await waitFor(() => expect(onReady).toHaveBeenCalled())
 * emulation.close()
 */
export function emulatePages(options: Partial<PageOptions> = {}): PageEmulation {
  let current = { ...DEFAULT_OPTIONS, ...options }
  const frames = new Map<HTMLIFrameElement, EmulatedFrame>()

  const load = (iframe: HTMLIFrameElement) => {
    const frame = frames.get(iframe) ?? emulateFrame(iframe, () => current)
    if (!frame) return
    frames.set(iframe, frame)
    frame.load()
  }
  // The library has its listeners by then: they are attached in the task in which a frame comes into the document.
  const observer = new MutationObserver((records) => {
    for (const iframe of frames.keys()) if (!iframe.isConnected) frames.delete(iframe)
    new Set(records.flatMap(framesIn)).forEach(load)
  })
  observer.observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['src'] })
  const restore = [replaceMessageChannel(), stubHappyDomFrames()]

  return {
    pages: () => [...frames.values()].filter(({ iframe }) => iframe.isConnected),
    setOptions(next) {
      current = { ...current, ...next }
    },
    close() {
      observer.disconnect()
      frames.forEach((frame) => frame.release())
      frames.clear()
      restore.forEach((each) => each())
    },
  }
}

/** The frames that came into the document, or got another address. */
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
