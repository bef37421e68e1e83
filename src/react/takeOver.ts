import { flushSync } from 'react-dom'
import { withDeadline } from '../core/deadline'
import { EmbedError } from '../core/errors'
import type { FrameEvent } from '../core/frames'
import type { Renewal } from '../core/provider'
import type { FrameLine } from './openFrameLine'

/** How long the view may take to be carried over, in ms. What is not carried by then is left behind. */
const TRANSFER_TIMEOUT = 5_000

/**
 * Puts the next frame in the live one's place.
 *
 * 1. The vendor carries the view over, while both pages live and the live one is on show.
 * 2. The next frame is promoted; React removes the other one in the same commit.
 * 3. The focus goes along, if it was in the old frame.
 *
 * A view that could not be carried is reported, and ends nothing: a page with a token that lasts is worth more.
 */
export async function takeOver<P, C>(
  renewal: Renewal<C>,
  from: FrameLine<P, C> | undefined,
  to: FrameLine<P, C>,
  dispatch: (event: FrameEvent) => void,
  onError: ((error: EmbedError) => void) | undefined,
): Promise<void> {
  if (renewal.mode === 'handover' && renewal.transfer && from?.connection && to.connection) {
    const late = (): Error => new EmbedError('NO_ANSWER', 'The view took too long to be carried over.')
    const carried = renewal.transfer(from.connection.controller, to.connection.controller)
    await withDeadline(carried, TRANSFER_TIMEOUT, late).catch((cause: unknown) =>
      onError?.(new EmbedError('TRANSFER_FAILED', 'Some of the view was not carried to the renewed embed.', { cause })),
    )
  }
  const hadFocus = document.activeElement === from?.iframe
  flushSync(() => dispatch({ type: 'promoted', id: to.id }))
  if (hadFocus && to.iframe.isConnected) to.iframe.focus({ preventScroll: true })
}
