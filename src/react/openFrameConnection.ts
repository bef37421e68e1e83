import { callSafely } from '../browser/callSafely.ts'
import { now } from '../browser/clock.ts'
import { type FrameChannelOptions, type ClosableFrameChannel, openFrameChannel } from '../browser/openFrameChannel.ts'
import {
  recordPageTokenRequest,
  recordDelivery,
  isRejectingTokens,
  NO_PAGE_TOKEN_REQUESTS,
} from '../core/tokenRejections.ts'
import { delay } from '../core/timeout.ts'
import type { FrameChannel } from '../core/adapter.ts'
import type { EmbedToken } from '../core/token.ts'
import { frameBlockedError, readyTimeoutError, tokenRejectedError } from './frameErrors.ts'
import type { ReadyPage, FrameConnection, FrameConnectionHost, MountedFrame } from './frameConnection.ts'

/** How long a vendor's page may take to answer, in ms, where the host says nothing. */
export const DEFAULT_READY_TIMEOUT = 15_000
/** A change of height below this is rounding noise, in CSS pixels. */
const MIN_HEIGHT_CHANGE = 2
/** How long a page that loaded past its deadline may take to answer before it is taken for silent, at most, in ms. */
const LATE_LOAD_GRACE_PERIOD = 3_000

/**
 * Opens a line to an iframe that has just been made: one channel for each page that it loads in its life, a wait for
 * the page's answer, and word to the embed of all that happens.
 */
export function openFrameConnection<P, C>(
  { id, iframe, hasLoaded }: MountedFrame,
  initialProps: P,
  host: FrameConnectionHost<P, C>,
): FrameConnection<P, C> {
  const { origin } = new URL(iframe.src)
  let previousProps = initialProps
  let lastDeliveredToken: EmbedToken | undefined
  let height = 0
  let readyPage: ReadyPage<C> | undefined
  let isBlocked = false
  let pageRequests = NO_PAGE_TOKEN_REQUESTS
  let channel = open({ hasLoaded, isServerRendered: host.isServerRendered(id) })

  function open(start: Pick<FrameChannelOptions, 'hasLoaded' | 'isServerRendered'>): ClosableFrameChannel {
    const opened = openFrameChannel(iframe, origin, { ...start, onReload, onBlocked })
    opened.subscribe(handleMessage)
    void connect(opened)
    return opened
  }

  function handleMessage(message: unknown): void {
    const strategy = host.adapter.refreshStrategy(host.getProps())
    if (strategy.mode !== 'in-place' || !strategy.isTokenRequest?.(message)) return
    pageRequests = recordPageTokenRequest(pageRequests, now())
    if (isRejectingTokens(pageRequests))
      return host.dispatch({ type: 'tokenRejected', id, error: tokenRejectedError(host.adapter.name) })
    host.dispatch({ type: 'tokenRequested', id })
    host.requestToken()
  }

  function sendToken(token: EmbedToken): void {
    const strategy = host.adapter.refreshStrategy(host.getProps())
    if (strategy.mode !== 'in-place' || token === lastDeliveredToken) return
    lastDeliveredToken = token
    callSafely(() => strategy.sendToken(token, channel))
    pageRequests = recordDelivery(pageRequests, token, now())
  }

  async function connect(opened: FrameChannel): Promise<void> {
    const { signal } = opened
    let hasLoaded = false
    void opened.loaded.then(() => (hasLoaded = true))
    // Past the deadline the page is taken for silent; a load or an answer that comes later counts all the same.
    void delay(host.getReadyTimeout(), signal).then(async () => {
      fail()
      if (hasLoaded) return
      await opened.loaded
      await delay(Math.min(host.getReadyTimeout(), LATE_LOAD_GRACE_PERIOD), signal)
      fail()
    })
    try {
      const controller = await host.adapter.connect(opened, { getProps: host.getProps, resize })
      if (!signal.aborted) onPageReady(controller)
    } catch (error) {
      fail(error)
    }

    function fail(cause?: unknown): void {
      if (readyPage || isBlocked || signal.aborted) return
      host.onFailed(id, hasLoaded ? 'unresponsive' : 'failed', readyTimeoutError(hasLoaded, host.adapter.name, cause))
    }
  }

  function onBlocked(): void {
    if (readyPage || isBlocked) return
    isBlocked = true
    host.onFailed(id, 'failed', frameBlockedError(origin, host.adapter.name))
  }

  function onPageReady(controller: C): void {
    readyPage = { controller, cleanup: callSafely(host.onReady, controller) }
    updateProps(host.getProps())
    host.onPageReady(id)
  }

  function resize(requestedHeight: number): void {
    if (Math.abs(requestedHeight - height) < MIN_HEIGHT_CHANGE) return
    height = requestedHeight
    host.dispatch({ type: 'resized', id, height })
  }

  /** The page starts again with what is in its URL, so everything told since is forgotten. */
  function onReload(): void {
    disconnect()
    previousProps = initialProps
    lastDeliveredToken = undefined
    pageRequests = NO_PAGE_TOKEN_REQUESTS
    host.dispatch({ type: 'reloaded', id })
    channel = open({ hasLoaded: true })
  }

  function disconnect(): void {
    channel.close()
    const cleanup = readyPage?.cleanup
    readyPage = undefined
    if (cleanup) callSafely(cleanup)
  }

  function updateProps(props: P): void {
    if (!readyPage || props === previousProps) return
    const { controller } = readyPage
    const before = previousProps
    previousProps = props
    // Called as a method, as a host's adapter may be an object with a `this`.
    callSafely(() => host.adapter.update?.(controller, props, before))
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
