import type { EmulatedProvider } from '../emulatorOptions.ts'
import { exploPageScript } from './exploPageScript.ts'
import { type FeltMethodStubs, feltPageScript } from './feltPageScript.ts'
import { cloneMessage, type FakeMessagePort } from './fakeMessageChannel.ts'
import type { PageScript } from './pageScript.ts'

/** What emulated pages do. A page takes its share when it is loaded, and keeps it. */
export interface PageOptions {
  /**
   * - `ready` (default): the page loads and answers
   * - `unresponsive`: it loads and never says that it is ready, like one whose SDK is off or that refuses its token
   * - `unreachable`: it never loads
   */
  behavior: 'ready' | 'unresponsive' | 'unreachable'
  /** Answers of maps to methods of Felt's controller, beside or instead of those of an empty map. */
  felt: FeltMethodStubs
}

/** The page in one frame. */
export interface EmulatedPage {
  /** Undefined when the host has put another site into the frame. */
  readonly provider: EmulatedProvider | undefined
  readonly iframe: HTMLIFrameElement
  /** What the frame loaded. */
  readonly url: URL
  /** The token that the page holds: that of its address or, from Explo's host, a newer one. */
  readonly token: string
  /** All that the host posted to the page, in order. */
  readonly received: readonly unknown[]
  /**
   * Lets the page tell its host something, at once. Call it in React's `act`.
   *
   * @param event of Explo, such as `dashboardUpdated`, or a listener of Felt's controller, such as `onPointerClick`
   * @param detail what it says
   */
  send(event: string, detail?: unknown): void
  /** The page loads again, with the token of its address, as after a crash. Call it in React's `act`. */
  reload(): void
}

/** An emulated page, and what its frame does. */
export interface EmulatedFrame extends EmulatedPage {
  /** Loads the page of the frame's address. */
  load(): void
  /** Gives the frame its own window back. */
  release(): void
}

/**
 * Makes a frame answer to its host without loading anything.
 *
 * @returns undefined where the frame's address is none of the vendors'
 */
export function emulateFrame(iframe: HTMLIFrameElement, options: () => PageOptions): EmulatedFrame | undefined {
  const received: unknown[] = []
  const contentWindow = {
    postMessage(message: unknown, origin: string, ports: readonly FakeMessagePort[] = []) {
      if (origin !== '*' && origin !== url.origin) return
      const data = cloneMessage(message)
      const addressedScript = script
      received.push(data)
      // Later, as in a browser: whoever posts goes on first, and a page that is gone by then hears nothing.
      void Promise.resolve().then(() => addressedScript === script && addressedScript?.receive(data, ports))
    },
  }
  let { url, script } = open()
  if (!script) return undefined
  Object.defineProperty(iframe, 'contentWindow', { configurable: true, value: contentWindow })

  function open(): { url: URL; script: PageScript | undefined } {
    const context = { url: new URL(iframe.src, document.baseURI), isUnresponsive: options().behavior !== 'ready', post }
    return { url: context.url, script: feltPageScript(context, options().felt) ?? exploPageScript(context) }
  }

  function post(data: unknown): void {
    if (!iframe.isConnected) return
    const event = new MessageEvent('message', { data: cloneMessage(data), origin: url.origin })
    // No constructor takes a window that is none.
    Object.defineProperty(event, 'source', { value: contentWindow })
    window.dispatchEvent(event)
  }

  function load(): void {
    ;({ url, script } = open())
    if (options().behavior === 'unreachable') return
    iframe.dispatchEvent(new Event('load'))
    script?.start()
  }

  return {
    iframe,
    received,
    get provider() {
      return script?.provider
    },
    get url() {
      return url
    },
    get token() {
      return script?.token() ?? ''
    },
    send: (event, detail) => script?.send(event, detail),
    load,
    reload: load,
    release: () => Reflect.deleteProperty(iframe, 'contentWindow'),
  }
}
