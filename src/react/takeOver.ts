import { flushSync } from 'react-dom'
import { now } from '../browser/clock'
import { pause } from '../core/deadline'
import { EmbedError } from '../core/errors'
import type { FrameEvent } from '../core/frames'
import type { Renewal } from '../core/provider'
import type { FrameLine } from './frameLine'

/** How long the view may take to be carried over, in ms. What is not carried by then is left behind. */
const TRANSFER_TIMEOUT = 3_000
/** How long a new page may take to draw, in ms: at most while the live one's token lasts, less a second to take over. */
const SETTLE_TIMEOUT = { min: 300, max: 1_500, reserve: 1_000 }

/** Two frames of one embed, and what is to happen to them. */
export interface Handover<P, C> {
  renewal: Renewal<C>
  /** The frame on show; undefined where its page never answered. */
  from: FrameLine<P, C> | undefined
  to: FrameLine<P, C>
  /** When the token of the frame on show runs out, on the document's clock. */
  expiresAt: number
  dispatch(event: FrameEvent): void
  onError(error: EmbedError): void
}

/**
 * Puts the next frame in the live one's place.
 *
 * 1. The vendor carries the view over, while both pages live and the live one is on show.
 * 2. The new page draws, for as long as the live one's token lasts.
 * 3. What the viewer changed in the meantime is carried as well.
 * 4. The next frame is promoted; React removes the other one in the same commit.
 * 5. The focus goes along, if it was in the old frame.
 *
 * A view that could not be carried is reported, and ends nothing: a page with a token that lasts is worth more.
 */
export async function takeOver<P, C>(handover: Handover<P, C>): Promise<void> {
  const { renewal, from, to, expiresAt, dispatch, onError } = handover
  const { signal } = to.channel
  if (renewal.mode === 'handover' && from?.connection && to.connection) {
    const [old, young] = [from.connection.controller, to.connection.controller]
    const carry = async () => within(TRANSFER_TIMEOUT, signal, renewal.transfer?.(old, young))
    const settle = async () => within(settleTimeout(expiresAt), signal, renewal.settled?.(young))
    const isCarried = await carry().then(
      () => true,
      (cause: unknown) => !signal.aborted && onError(transferFailed(cause)),
    )
    await settle().catch(() => {})
    if (isCarried) await carry().catch(() => {})
  }
  // Retired in the meantime, or its page loaded anew and has yet to answer: then it is not its turn.
  if (signal.aborted) return
  const hadFocus = document.activeElement === from?.iframe
  flushSync(() => dispatch({ type: 'promoted', id: to.id }))
  if (hadFocus && to.iframe.isConnected) to.iframe.focus({ preventScroll: true })
}

function settleTimeout(expiresAt: number): number {
  const { min, max, reserve } = SETTLE_TIMEOUT
  return Math.max(min, Math.min(expiresAt - now() - reserve, max))
}

/** Waits for work, but neither for ever nor for a frame that is gone. */
async function within(timeout: number, signal: AbortSignal, work: Promise<void> | undefined): Promise<void> {
  const given = new AbortController()
  const stop = (): void => given.abort()
  signal.addEventListener('abort', stop, { once: true })
  const late = pause(timeout, given.signal).then(() => Promise.reject(tookTooLong()))
  await Promise.race([work, late]).finally(() => {
    signal.removeEventListener('abort', stop)
    late.catch(() => {})
    stop()
  })
}

function tookTooLong(): EmbedError {
  return new EmbedError('NO_ANSWER', 'The embed took too long to be carried over.')
}

function transferFailed(cause: unknown): EmbedError {
  return new EmbedError('TRANSFER_FAILED', 'Some of the view was not carried to the renewed embed.', { cause })
}
