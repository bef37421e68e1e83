import { noResponseError } from '../core/noResponseError.ts'
import type { FrameChannel } from '../core/adapter.ts'
import { callSafely } from './callSafely.ts'
import { createSharedSubscription } from './createSharedSubscription.ts'
import { listen } from './listen.ts'
import { perTarget } from './perTarget.ts'
import { clampTimerDelay } from '../core/clampTimerDelay.ts'

/** Message channel to the current page of an iframe. */
export interface ClosableFrameChannel extends FrameChannel {
  /** Ends all work for this page: listeners, pending requests, and users of the signal. */
  close(): void
}

/** Inputs and events of a channel, besides messages. */
export interface FrameChannelOptions {
  /** Whether the page fired `load` before the channel was opened. */
  hasLoaded: boolean
  /**
   * Whether the iframe was part of the server's HTML: its page may have loaded earlier, with the `load` event still to
   * come.
   */
  isServerRendered?: boolean | undefined
  /** Called when the iframe fires another `load`, because another page is displayed now. */
  onReload(): void
  /** Called when the host page's Content-Security-Policy blocks the iframe. The `load` event fires anyway. */
  onBlocked(): void
}

const messagesOf = perTarget((view: Window) =>
  createSharedSubscription<MessageEvent<unknown>>((emit) => listen(view, ['message'], emit)),
)

const cspViolationsOf = perTarget((document: Document) =>
  createSharedSubscription<SecurityPolicyViolationEvent>((emit) => listen(document, ['securitypolicyviolation'], emit)),
)

/**
 * Opens the message channel to an iframe's page.
 *
 * Requirements: a message is accepted only if its source is this iframe's window *and* its origin is the provider's,
 * checked in this order and before the content; every message is posted to exactly this origin; unknown messages are
 * ignored silently; after `close` no message is received or sent.
 *
 * @param src URL of the iframe
 */
export function openFrameChannel(
  iframe: HTMLIFrameElement,
  src: string,
  { hasLoaded, isServerRendered = false, onReload, onBlocked }: FrameChannelOptions,
): ClosableFrameChannel {
  const controller = new AbortController()
  const { signal } = controller
  const { origin } = new URL(src)
  // The iframe's document, because an app may render into another window.
  const { ownerDocument } = iframe
  const listeners = new Set<(message: unknown) => void>()
  let loads = hasLoaded || isServerRendered ? 1 : 0

  let resolveLoaded = (): void => {}
  const loaded = new Promise<void>((resolve) => (resolveLoaded = resolve))
  if (hasLoaded || (isServerRendered && hasNavigated(iframe))) resolveLoaded()
  const unsubscribeLoads = listen(iframe, ['load'], () => {
    // A document's own load event waits for the iframes of its HTML, so an earlier `load` was already counted.
    if (isServerRendered && ownerDocument.readyState !== 'complete') return resolveLoaded()
    loads += 1
    if (loads === 1) resolveLoaded()
    else onReload()
  })

  const unsubscribeMessages = messagesOf(ownerDocument.defaultView ?? window)((event) => {
    if (event.source !== iframe.contentWindow || event.origin !== origin) return
    for (const listener of listeners) callSafely(listener, event.data)
  })

  const unsubscribeViolations = cspViolationsOf(ownerDocument)(({ effectiveDirective, blockedURI, disposition }) => {
    // The report contains only the origin, not the iframe: a policy blocks all iframes of a provider equally.
    if (effectiveDirective === 'frame-src' && disposition === 'enforce' && blockedURI.startsWith(origin)) onBlocked()
  })

  function post(message: unknown, transfer: readonly Transferable[] = []): void {
    if (!signal.aborted) iframe.contentWindow?.postMessage(message, origin, [...transfer])
  }

  return {
    src,
    origin,
    loaded,
    signal,
    post,
    request: (message, timeout) => request(message, timeout, post, signal),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      unsubscribeLoads()
      unsubscribeMessages()
      unsubscribeViolations()
      listeners.clear()
      controller.abort()
    },
  }
}

/** Returns whether an iframe has navigated to a page: cross-origin documents are inaccessible. */
function hasNavigated({ contentDocument }: HTMLIFrameElement): boolean {
  return contentDocument?.URL !== 'about:blank'
}

/** Posts a request with its own port: a transferred port cannot be transferred again. */
function request(message: unknown, timeout: number, post: FrameChannel['post'], signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(noResponseError())
    const { port1, port2 } = new MessageChannel()
    const timer = setTimeout(fail, clampTimerDelay(timeout))
    signal.addEventListener('abort', fail, { once: true })
    port1.onmessage = (event: MessageEvent<unknown>) => {
      end()
      resolve(event.data)
    }
    try {
      post(message, [port2])
    } catch {
      // No page, or the message cannot be posted: the timeout handles both.
    }

    function fail(): void {
      end()
      reject(noResponseError())
    }
    function end(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', fail)
      port1.close()
    }
  })
}
