import { pause } from '../core/deadline'
import { type OpenChannel, openChannel } from '../browser/openChannel'
import { EmbedError } from '../core/errors'
import type { FrameEvent } from '../core/frames'
import type { FrameChannel, Provider } from '../core/provider'
import type { RefreshReason } from '../core/tokenFetcher'

/** A change of height below this is rounding noise, in CSS pixels. */
const HEIGHT_STEP = 2

/** What a frame's line needs of the embed around it. */
export interface LineHost<P, C> {
  readonly provider: Provider<P, C>
  /** The newest props. */
  props(): P
  /** How long a page may take to answer, in ms. */
  readyTimeout(): number
  dispatch(event: FrameEvent): void
  requestToken(reason: RefreshReason): void
  /** The host's `onReady`; returns its cleanup. */
  onReady(controller: C): void | (() => void)
  /** The frame's page answered. */
  onConnected(id: number): void
  /** The frame's page did not answer in time, or never loaded. */
  onFailed(id: number, phase: 'silent' | 'broken', error: EmbedError): void
}

/** A page that takes commands. */
export interface Connection<C> {
  /** The vendor's own object for it. */
  readonly controller: C
  /** What the host's `onReady` returned. */
  readonly cleanup: void | (() => void)
}

/** The line to one iframe, for as long as the element lives. */
export interface FrameLine<P, C> {
  readonly id: number
  readonly iframe: HTMLIFrameElement
  /** To the page that it shows now. */
  readonly channel: OpenChannel
  /** Set while its page takes commands. */
  readonly connection: Connection<C> | undefined
  /** Tells the page of props that changed since it was last told. */
  tell(props: P): void
  /** Ends all work for this frame. */
  retire(): void
}

/**
 * Opens a line to an iframe that has just been made: one channel for each page that it loads in its life, a wait for
 * the page's answer, and word to the embed of all that happens.
 */
export function openFrameLine<P, C>(id: number, iframe: HTMLIFrameElement, host: LineHost<P, C>): FrameLine<P, C> {
  const { origin } = new URL(iframe.src)
  const bornWith = host.props()
  let told = bornWith
  let height = 0
  let connection: Connection<C> | undefined
  let channel = open(false)

  function open(isLoaded: boolean): OpenChannel {
    const opened = openChannel(iframe, origin, { isLoaded, onReload })
    opened.subscribe(hear)
    void connect(opened)
    return opened
  }

  function hear(message: unknown): void {
    const renewal = host.provider.renewal(host.props())
    if (renewal.mode !== 'in-place' || !renewal.requestsToken?.(message)) return
    host.dispatch({ type: 'asked', id })
    host.requestToken('requested')
  }

  async function connect(opened: FrameChannel): Promise<void> {
    const { signal } = opened
    let hasLoaded = false
    void opened.loaded.then(() => (hasLoaded = true))
    // Past the deadline the page is taken for silent; an answer that comes later counts all the same.
    void pause(host.readyTimeout(), signal).then(() => fail())
    try {
      const controller = await host.provider.connect(opened, { props: host.props, resize })
      if (signal.aborted) return
      connection = { controller, cleanup: host.onReady(controller) }
      tell(host.props())
      host.dispatch({ type: 'ready', id })
      host.onConnected(id)
    } catch (error) {
      fail(error)
    }

    function fail(cause?: unknown): void {
      if (connection || signal.aborted) return
      host.onFailed(id, hasLoaded ? 'silent' : 'broken', noAnswer(hasLoaded, host.provider.name, cause))
    }
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
    host.dispatch({ type: 'reloaded', id })
    channel = open(true)
  }

  function hangUp(): void {
    channel.close()
    connection?.cleanup?.()
    connection = undefined
  }

  function tell(props: P): void {
    if (!connection || props === told) return
    host.provider.update?.(connection.controller, props, told)
    told = props
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
    tell,
    retire: hangUp,
  }
}

function noAnswer(hasLoaded: boolean, provider: string, cause: unknown): EmbedError {
  const message = hasLoaded
    ? "The embed's page loaded and did not answer. The token may have been refused, or the page may not speak to hosts."
    : "The embed's page did not load. Check the network, the page's X-Frame-Options, and this page's CSP frame-src."
  return new EmbedError('NO_ANSWER', message, { provider, cause })
}
