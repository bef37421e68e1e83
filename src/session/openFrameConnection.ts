import { callSafely } from '../browser/callSafely.ts'
import { now } from '../browser/clock.ts'
import { type FrameChannelOptions, type ClosableFrameChannel, openFrameChannel } from '../browser/openFrameChannel.ts'
import { whenActivated } from '../browser/whenActivated.ts'
import {
  recordPageTokenRequest,
  recordDelivery,
  isRejectingTokens,
  NO_PAGE_TOKEN_REQUESTS,
} from '../core/tokenRejections.ts'
import { backoffDelay, MAX_BACKOFF_WITH_TOKEN } from '../core/backoff.ts'
import { delay } from '../core/timeout.ts'
import type { FrameChannel } from '../core/adapter.ts'
import type { EmbedToken } from '../core/token.ts'
import { createHeightFilter } from './createHeightFilter.ts'
import { frameBlockedError, readyTimeoutError, tokenRejectedError } from './frameErrors.ts'
import type { FrameConnection, FrameConnectionOptions, MountedFrame, ReadyPage } from './frameConnection.ts'

/** How long an embedded page may take to respond, in ms, if the app does not say. */
const DEFAULT_READY_TIMEOUT = 15_000
/** How long a page that loads after the timeout may take to respond, at most, in ms. */
const LATE_LOAD_GRACE_PERIOD = 3_000

/**
 * Opens a connection to an iframe that has just been inserted: one channel for each page that it loads, and a timeout for
 * the page's answer. Everything that happens is reported to `handlers`.
 */
export function openFrameConnection<P, C>(
  { id, iframe, src, srcProps, hasLoaded, isServerRendered }: MountedFrame<P>,
  { adapter, getProps, getToken, handlers }: FrameConnectionOptions<P, C>,
): FrameConnection<P, C> {
  const { origin } = new URL(src)
  const getReadyTimeout = (): number => getProps().readyTimeout ?? DEFAULT_READY_TIMEOUT
  const isHeightFollowed = createHeightFilter()
  let previousProps = srcProps
  let readyPage: ReadyPage<C> | undefined
  let isBlocked = false
  let pageRequests = NO_PAGE_TOKEN_REQUESTS
  let channel = open({ hasLoaded, isServerRendered })

  function open(start: Pick<FrameChannelOptions, 'hasLoaded' | 'isServerRendered'>): ClosableFrameChannel {
    const opened = openFrameChannel(iframe, origin, { ...start, onReload, onBlocked })
    opened.subscribe(handleMessage)
    void connect(opened)
    return opened
  }

  function handleMessage(message: unknown): void {
    const strategy = adapter.refreshStrategy(getProps())
    if (strategy.mode !== 'in-place' || !strategy.isTokenRequest?.(message)) return
    pageRequests = recordPageTokenRequest(pageRequests, now())
    if (isRejectingTokens(pageRequests)) handlers.tokenRejected(id, tokenRejectedError(adapter.name))
    else handlers.tokenRequested(id)
  }

  function sendToken(token: EmbedToken): void {
    const strategy = adapter.refreshStrategy(getProps())
    if (strategy.mode !== 'in-place') return
    pageRequests = recordDelivery(pageRequests, token, now())
    callSafely(() => strategy.sendToken(token, channel, readyPage?.controller))
  }

  async function connect(opened: FrameChannel): Promise<void> {
    const { signal } = opened
    let hasLoaded = false
    void opened.loaded.then(() => (hasLoaded = true))
    // A load or an answer that comes after the timeout still counts.
    void whenActivated(iframe.ownerDocument).then(async () => {
      await delay(getReadyTimeout(), signal)
      fail()
      if (hasLoaded) return
      await opened.loaded
      await delay(Math.min(getReadyTimeout(), LATE_LOAD_GRACE_PERIOD), signal)
      fail()
    })
    for (let failures = 1; !signal.aborted; failures += 1) {
      try {
        const controller = await adapter.connect(opened, { getProps, getToken, resize })
        return signal.aborted ? undefined : onPageReady(controller)
      } catch (error) {
        // Such as a file of the app that cannot be loaded: it may come back.
        fail(error)
        await delay(backoffDelay(failures, MAX_BACKOFF_WITH_TOKEN, Math.random()), signal)
      }
    }

    function fail(cause?: unknown): void {
      if (readyPage || isBlocked || signal.aborted) return
      handlers.failed(id, hasLoaded ? 'unresponsive' : 'failed', readyTimeoutError(hasLoaded, adapter.name, cause))
    }
  }

  function onBlocked(): void {
    if (readyPage || isBlocked) return
    isBlocked = true
    handlers.failed(id, 'failed', frameBlockedError(origin, adapter.name))
  }

  function onPageReady(controller: C): void {
    // First, so that the handle in `ref` has the controller in `onReady`.
    readyPage = { controller }
    const cleanup = callSafely(getProps().onReady, controller)
    if (typeof cleanup === 'function') readyPage = { controller, cleanup: () => cleanup() }
    updateProps(getProps())
    handlers.ready(id)
  }

  function resize(height: number): void {
    if (isHeightFollowed(height)) handlers.resized(id, height)
  }

  /** The page starts again from its URL, so what it was sent since is gone. */
  function onReload(): void {
    disconnect()
    previousProps = srcProps
    pageRequests = NO_PAGE_TOKEN_REQUESTS
    handlers.reloaded(id)
    channel = open({ hasLoaded: true })
  }

  function disconnect(): void {
    channel.close()
    const cleanup = readyPage?.cleanup
    readyPage = undefined
    callSafely(cleanup)
  }

  function updateProps(props: P): void {
    if (!readyPage || props === previousProps) return
    const { controller } = readyPage
    const before = previousProps
    previousProps = props
    // As a method call: an app's adapter may use `this`.
    callSafely(() => adapter.update?.(controller, props, before))
  }

  return {
    id,
    iframe,
    get channel() {
      return channel
    },
    get readyPage() {
      return readyPage
    },
    sendToken,
    updateProps,
    dispose: disconnect,
  }
}
