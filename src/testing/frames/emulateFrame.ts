import type { Vendor } from '../emulatorOptions.ts'
import { exploScript } from './exploScript.ts'
import { type FeltAnswers, feltScript } from './feltScript.ts'
import { copyMessage, type PagePort } from './pageChannel.ts'
import type { PageScript } from './pageScript.ts'

/** What emulated pages do. A page takes its share when it is loaded, and keeps it. */
export interface PageOptions {
  /**
   * - `ready` (default): the page loads and answers
   * - `silent`: it loads and never says that it is ready, like one whose SDK is off or that refuses its token
   * - `unreachable`: it never loads
   */
  behaviour: 'ready' | 'silent' | 'unreachable'
  /** Answers of maps to methods of Felt's controller, beside or instead of those of an empty map. */
  felt: FeltAnswers
}

/** The page in one frame. */
export interface EmulatedPage {
  /** Undefined when the host has put another site into the frame. */
  readonly vendor: Vendor | undefined
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
    postMessage(message: unknown, origin: string, ports: readonly PagePort[] = []) {
      if (origin !== '*' && origin !== url.origin) return
      const data = copyMessage(message)
      const addressee = script
      received.push(data)
      // Later, as in a browser: whoever posts goes on first, and a page that is gone by then hears nothing.
      void Promise.resolve().then(() => addressee === script && addressee?.hear(data, ports))
    },
  }
  let { url, script } = open()
  if (!script) return undefined
  Object.defineProperty(iframe, 'contentWindow', { configurable: true, value: contentWindow })

  function open(): { url: URL; script: PageScript | undefined } {
    const setting = { url: new URL(iframe.src, document.baseURI), isSilent: options().behaviour !== 'ready', post }
    return { url: setting.url, script: feltScript(setting, options().felt) ?? exploScript(setting) }
  }

  function post(data: unknown): void {
    if (!iframe.isConnected) return
    const event = new MessageEvent('message', { data: copyMessage(data), origin: url.origin })
    // No constructor takes a window that is none.
    Object.defineProperty(event, 'source', { value: contentWindow })
    window.dispatchEvent(event)
  }

  function load(): void {
    ;({ url, script } = open())
    if (options().behaviour === 'unreachable') return
    iframe.dispatchEvent(new Event('load'))
    script?.begin()
  }

  return {
    iframe,
    received,
    get vendor() {
      return script?.vendor
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
