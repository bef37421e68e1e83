import { noResponseError } from '../core/noResponseError.ts'
import type { FrameChannel } from '../core/adapter.ts'
import { callSafely } from './callSafely.ts'
import { createSharedSubscription } from './createSharedSubscription.ts'
import { listen } from './listen.ts'
import { perTarget } from './perTarget.ts'
import { clampTimerDelay } from '../core/clampTimerDelay.ts'

/** A frame's line to the page that it is showing now. */
export interface ClosableFrameChannel extends FrameChannel {
  /** Ends all work for this page: listeners, waiting questions, whatever holds the signal. */
  close(): void
}

/** What a channel is told, and tells, beside messages. */
export interface FrameChannelOptions {
  /** The page has fired its `load` before the channel was opened. */
  hasLoaded: boolean
  /** The frame was part of the server's HTML: its page may have loaded before, and its one `load` is perhaps yet to come. */
  isServerRendered?: boolean | undefined
  /** The frame fired another `load`: it shows another page than the one this channel was opened for. */
  onReload(): void
  /** The host page's Content-Security-Policy forbids the frame. Its `load` fires all the same. */
  onBlocked(): void
}

const messagesOf = perTarget((view: Window) =>
  createSharedSubscription<MessageEvent<unknown>>((emit) => listen(view, ['message'], emit)),
)

const cspViolationsOf = perTarget((document: Document) =>
  createSharedSubscription<SecurityPolicyViolationEvent>((emit) => listen(document, ['securitypolicyviolation'], emit)),
)

/**
 * Opens the line to one frame's page.
 *
 * Requirements: a message is heard only when its source is this frame's window *and* its origin the vendor's, looked
 * at in this order and before its content; everything is posted to exactly that origin; the unknown is ignored in
 * silence; after `close` nothing is heard or sent.
 */
export function openFrameChannel(
  iframe: HTMLIFrameElement,
  origin: string,
  { hasLoaded, isServerRendered = false, onReload, onBlocked }: FrameChannelOptions,
): ClosableFrameChannel {
  const controller = new AbortController()
  const { signal } = controller
  // Its own, as an app may render into another window.
  const { ownerDocument } = iframe
  const listeners = new Set<(message: unknown) => void>()
  let loads = hasLoaded || isServerRendered ? 1 : 0

  let resolveLoaded = (): void => {}
  const loaded = new Promise<void>((resolve) => (resolveLoaded = resolve))
  if (hasLoaded || (isServerRendered && hasNavigated(iframe))) resolveLoaded()
  const unsubscribeLoads = listen(iframe, ['load'], () => {
    // The document's own load waits for the frames of its HTML, so until then this is the one that was counted.
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
    // The frame itself is not named, only its origin: what forbids one frame of a vendor forbids them all.
    if (effectiveDirective === 'frame-src' && disposition === 'enforce' && blockedURI.startsWith(origin)) onBlocked()
  })

  function post(message: unknown, transfer: readonly Transferable[] = []): void {
    if (!signal.aborted) iframe.contentWindow?.postMessage(message, origin, [...transfer])
  }

  return {
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

/** Whether a frame has got as far as a page: one of another origin cannot be looked into any more. */
function hasNavigated({ contentDocument }: HTMLIFrameElement): boolean {
  return contentDocument?.URL !== 'about:blank'
}

/** Each question has a port of its own: a port that was once transferred cannot be sent again. */
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
      // There is no page to ask, or the message cannot be posted: silence, which the time-out ends.
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
