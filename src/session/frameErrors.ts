import { EmbedError } from '../core/errors.ts'

/** The host's own policy forbids a frame. */
export function frameBlockedError(origin: string, provider: string): EmbedError {
  const message = `This page's Content-Security-Policy forbids the frame. Allow it: frame-src ${origin}`
  return new EmbedError('FRAME_BLOCKED', message, { provider })
}

/** A page did not answer in time; `cause` is what its vendor's `connect` rejected with, if it did. */
export function readyTimeoutError(hasLoaded: boolean, provider: string, cause: unknown): EmbedError {
  let message = hasLoaded ? "The embed's page loaded and did not answer." : "The embed's page did not load."
  if (process.env.NODE_ENV !== 'production') {
    message += hasLoaded
      ? ' The token may have been refused, or the page may not speak to hosts.'
      : " Check the network, the page's X-Frame-Options, and this page's CSP frame-src."
  }
  return new EmbedError('READY_TIMEOUT', message, { provider, cause })
}

/** A page asks for another token right after each one. */
export function tokenRejectedError(provider: string): EmbedError {
  let message = "The embed's page asked for another token right after each one that it was given."
  if (process.env.NODE_ENV !== 'production') {
    message +=
      " It gets none until the next is due. Check what your server mints: the resource, the viewer's rights, and the origin that the token is bound to."
  }
  return new EmbedError('TOKEN_REJECTED', message, { provider })
}

/** Some of the view is not preserved; `cause` is what the adapter's `transferView` rejected with, for example. */
export function viewTransferError(provider: string, cause: unknown): EmbedError {
  const message = 'Some of the view was not carried to the renewed embed.'
  return new EmbedError('VIEW_TRANSFER_FAILED', message, { provider, cause })
}
