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
import { blocked, noAnswer, rejected } from './frameErrors.ts'
import type { Connection, FrameLine, LineHost, MadeFrame } from './frameLine.ts'

/** A change of height below this is rounding noise, in CSS pixels. */
const HEIGHT_STEP = 2
/** How long a page that loaded past its deadline may take to answer before it is taken for silent, at most, in ms. */
const LATE_ANSWER = 3_000

/**
 * Opens a line to an iframe that has just been made: one channel for each page that it loads in its life, a wait for
 * the page's answer, and word to the embed of all that happens.
 */
export function openFrameLine<P, C>(
  { id, iframe, hasLoaded }: MadeFrame,
  bornWith: P,
  host: LineHost<P, C>,
): FrameLine<P, C> {
  const { origin } = new URL(iframe.src)
  let told = bornWith
  let delivered: EmbedToken | undefined
  let height = 0
  let connection: Connection<C> | undefined
  let isBlocked = false
  let asks = NO_PAGE_TOKEN_REQUESTS
  let channel = open({ hasLoaded, isServerRendered: host.isServerRendered(id) })

  function open(start: Pick<FrameChannelOptions, 'hasLoaded' | 'isServerRendered'>): ClosableFrameChannel {
    const opened = openFrameChannel(iframe, origin, { ...start, onReload, onBlocked })
    opened.subscribe(hear)
    void connect(opened)
    return opened
  }

  function hear(message: unknown): void {
    const refreshStrategy = host.adapter.refreshStrategy(host.props())
    if (refreshStrategy.mode !== 'in-place' || !refreshStrategy.isTokenRequest?.(message)) return
    asks = recordPageTokenRequest(asks, now())
    if (isRejectingTokens(asks)) return host.dispatch({ type: 'tokenRejected', id, error: rejected(host.adapter.name) })
    host.dispatch({ type: 'tokenRequested', id })
    host.requestToken()
  }

  function deliver(token: EmbedToken): void {
    const refreshStrategy = host.adapter.refreshStrategy(host.props())
    if (refreshStrategy.mode !== 'in-place' || token === delivered) return
    delivered = token
    callSafely(() => refreshStrategy.sendToken(token, channel))
    asks = recordDelivery(asks, token, now())
  }

  async function connect(opened: FrameChannel): Promise<void> {
    const { signal } = opened
    let hasLoaded = false
    void opened.loaded.then(() => (hasLoaded = true))
    // Past the deadline the page is taken for silent; a load or an answer that comes later counts all the same.
    void delay(host.readyTimeout(), signal).then(async () => {
      fail()
      if (hasLoaded) return
      await opened.loaded
      await delay(Math.min(host.readyTimeout(), LATE_ANSWER), signal)
      fail()
    })
    try {
      const controller = await host.adapter.connect(opened, { getProps: host.props, resize })
      if (!signal.aborted) onConnected(controller)
    } catch (error) {
      fail(error)
    }

    function fail(cause?: unknown): void {
      if (connection || isBlocked || signal.aborted) return
      host.onFailed(id, hasLoaded ? 'unresponsive' : 'failed', noAnswer(hasLoaded, host.adapter.name, cause))
    }
  }

  function onBlocked(): void {
    if (connection || isBlocked) return
    isBlocked = true
    host.onFailed(id, 'failed', blocked(origin, host.adapter.name))
  }

  function onConnected(controller: C): void {
    connection = { controller, cleanup: callSafely(host.onReady, controller) }
    tell(host.props())
    host.onConnected(id)
  }

  function resize(wanted: number): void {
    if (Math.abs(wanted - height) < HEIGHT_STEP) return
    height = wanted
    host.dispatch({ type: 'resized', id, height })
  }

  /** The page starts again with what is in its URL, so everything told since is forgotten. */
  function onReload(): void {
    hangUp()
    told = bornWith
    delivered = undefined
    asks = NO_PAGE_TOKEN_REQUESTS
    host.dispatch({ type: 'reloaded', id })
    channel = open({ hasLoaded: true })
  }

  function hangUp(): void {
    channel.close()
    const cleanup = connection?.cleanup
    connection = undefined
    if (cleanup) callSafely(cleanup)
  }

  function tell(props: P): void {
    if (!connection || props === told) return
    const { controller } = connection
    const before = told
    told = props
    // Called as a method, as a host's adapter may be an object with a `this`.
    callSafely(() => host.adapter.update?.(controller, props, before))
  }

  return {
    id,
    iframe,
    get channel() {
      return channel
    },
    get connection() {
      return connection
    },
    deliver,
    tell,
    retire: hangUp,
  }
}
