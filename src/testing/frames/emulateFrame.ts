import type { EmulatedProvider } from '../emulatorOptions.ts'
import { exploPageScript } from './exploPageScript.ts'
import { type FeltMethodStubs, feltPageScript } from './feltPageScript.ts'
import { cloneMessage, type FakeMessagePort } from './fakeMessageChannel.ts'
import type { PageScript } from './pageScript.ts'

/** Behavior of emulated pages. A page keeps the options from its load. */
export interface PageOptions {
  /**
   * Behavior of a page.
   *
   * - `ready` (default): the page loads and responds
   * - `unresponsive`: loads and never reports ready, like a page with a disabled SDK or a rejected token
   * - `unreachable`: never loads
   */
  behavior: 'ready' | 'unresponsive' | 'unreachable'
  /** Responses to methods of Felt's controller. All other methods respond as for an empty map. */
  felt: FeltMethodStubs
}

/** Emulated page in one iframe. */
export interface EmulatedPage {
  /** Provider of the page; undefined if the host app has put another site into the iframe. */
  readonly provider: EmulatedProvider | undefined
  readonly iframe: HTMLIFrameElement
  /** URL loaded by the iframe. */
  readonly url: URL
  /** Current token of the page: from its URL or, for Explo, from a later message. */
  readonly token: string
  /** All messages posted to the page, in order. */
  readonly received: readonly unknown[]
  /**
   * Sends an event to the host page, synchronously. Call in React's `act`.
   *
   * @param event of Explo, such as `dashboardUpdated`, or a listener of Felt's controller, such as `onPointerClick`
   * @param detail payload of the event
   */
  send(event: string, detail?: unknown): void
  /** Reloads the page with the token of its URL, as after a crash. Call in React's `act`. */
  reload(): void
}

/** An emulated page with control of its iframe. */
export interface EmulatedFrame extends EmulatedPage {
  /** Loads the page of the iframe's URL. */
  load(): void
  /** Restores the iframe's own window. */
  release(): void
}

/**
 * Lets an iframe respond to its host page without loading anything.
 *
 * @returns undefined if the iframe's URL does not belong to a provider
 */
export function emulateFrame(iframe: HTMLIFrameElement, options: () => PageOptions): EmulatedFrame | undefined {
  const received: unknown[] = []
  const contentWindow = {
    postMessage(message: unknown, origin: string, ports: readonly FakeMessagePort[] = []) {
      if (origin !== '*' && origin !== url.origin) return
      const data = cloneMessage(message)
      const addressedScript = script
      received.push(data)
      // Deferred, as in a browser: the sender continues first, and a removed page receives nothing.
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
    // Event constructors accept only real windows.
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
