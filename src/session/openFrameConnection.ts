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
import { retractPage } from './announcePage.ts'
import { createHeightFilter } from './createHeightFilter.ts'
import { frameBlockedError, readyTimeoutError, tokenRejectedError } from './frameErrors.ts'
import { onBlockedBefore } from './onBlockedBefore.ts'
import type { FrameConnection, FrameConnectionOptions, MountedFrame, ReadyPage } from './frameConnection.ts'

/** Default time for an embedded page to respond, in ms. */
const DEFAULT_READY_TIMEOUT = 15_000
/** Maximum time to respond for a page that loads after the timeout, in ms. */
const LATE_LOAD_GRACE_PERIOD = 3_000

/**
 * Opens a connection to a newly inserted iframe: a channel for each page load, and a timeout for the page's
 * response. All events are reported to `handlers`.
 */
export function openFrameConnection<P, C>(
  { id, iframe, src, srcProps, hasLoaded, isServerRendered }: MountedFrame<P>,
  { adapter, getProps, getToken, handlers }: FrameConnectionOptions<P, C>,
): FrameConnection<P, C> {
  const getReadyTimeout = (): number => getProps().readyTimeout ?? DEFAULT_READY_TIMEOUT
  const isHeightFollowed = createHeightFilter()
  // The page of a hidden iframe can report 0.
  const resize = (height: number) => height > 0 && isHeightFollowed(height) && handlers.resized(id, height)
  let previousProps = srcProps
  let readyPage: ReadyPage<C> | undefined
  let isBlocked = false
  let pageRequests = NO_PAGE_TOKEN_REQUESTS
  let channel = open({ hasLoaded, isServerRendered })
  if (isServerRendered) onBlockedBefore(channel.origin, onBlocked)

  function open(start: Pick<FrameChannelOptions, 'hasLoaded' | 'isServerRendered'>): ClosableFrameChannel {
    const opened = openFrameChannel(iframe, src, { ...start, onReload, onBlocked })
    opened.subscribe(handleMessage)
    void connect(opened)
    return opened
  }

  function handleMessage(message: unknown): void {
    const strategy = adapter.refreshStrategy(getProps())
    if (strategy.mode !== 'in-place' || !strategy.isTokenRequest?.(message)) return
    const before = pageRequests
    pageRequests = recordPageTokenRequest(before, now())
    if (!isRejectingTokens(pageRequests)) handlers.tokenRequested(id)
    else if (pageRequests !== before) handlers.tokenRejected(id, tokenRejectedError(adapter.name))
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
    // A load or a response after the timeout still counts.
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
        // For example a missing file of the app, which may become available again.
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
    handlers.failed(id, 'failed', frameBlockedError(channel.origin, adapter.name))
  }

  function onPageReady(controller: C): void {
    readyPage = { controller }
    updateProps(getProps())
    handlers.ready(id)
  }

  /** The page starts again from its URL, so earlier messages have no effect. */
  function onReload(): void {
    disconnect()
    previousProps = srcProps
    pageRequests = NO_PAGE_TOKEN_REQUESTS
    handlers.reloaded(id)
    channel = open({ hasLoaded: true })
  }

  function disconnect(): void {
    channel.close()
    const page = readyPage
    readyPage = undefined
    retractPage(page)
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
