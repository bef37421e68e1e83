import { EmbedError } from '../core/errors.ts'

/** Returns the error for an iframe blocked by the host page's Content-Security-Policy. */
export function frameBlockedError(origin: string, provider: string): EmbedError {
  const message = `Blocked by this page's Content-Security-Policy. Add: frame-src ${origin}`
  return new EmbedError('FRAME_BLOCKED', message, { provider })
}

/** Returns the error for a page without a response in time; `cause` is a rejection of the adapter's `connect`. */
export function readyTimeoutError(hasLoaded: boolean, provider: string, cause: unknown): EmbedError {
  let message = hasLoaded ? 'The embed loaded but did not become ready in time.' : 'The embed did not load.'
  if (process.env.NODE_ENV !== 'production') {
    if (globalThis.crossOriginIsolated) {
      message +=
        ' This page sends Cross-Origin-Embedder-Policy (COEP), so the browser blocks iframes whose pages do not send it, too. Set iframeProps={{ credentialless: true }}.'
    }
    message += hasLoaded
      ? ' The token may have been rejected, or its SDK may be disabled (Felt: map settings).'
      : ' Check the network, its X-Frame-Options header, and frame-src in your Content-Security-Policy.'
  }
  return new EmbedError('READY_TIMEOUT', message, { provider, cause })
}

/** Returns the error for a page with repeated requests right after each token. */
export function tokenRejectedError(provider: string): EmbedError {
  let message = 'The embed rejected three tokens in a row.'
  if (process.env.NODE_ENV !== 'production') {
    message +=
      " The next token is sent at the next scheduled refresh. Check what your server mints: the lifetime, the resource and the viewer's permissions."
  }
  return new EmbedError('TOKEN_REJECTED', message, { provider })
}

/** Returns the error for a partly lost view; `cause` is, for example, a rejection of the adapter's `transferView`. */
export function viewTransferError(provider: string, cause: unknown): EmbedError {
  const message = 'Part of the view could not be restored. See `cause`.'
  return new EmbedError('VIEW_TRANSFER_FAILED', message, { provider, cause })
}
