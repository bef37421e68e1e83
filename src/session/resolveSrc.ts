import { withTimeout } from '../core/timeout.ts'
import { noResponseError } from '../core/noResponseError.ts'
import type { EmbedAdapter } from '../core/adapter.ts'
import type { EmbedToken } from '../core/token.ts'

/** Time for the active page to report its view, in ms. */
export const SRC_TIMEOUT = 2_000

/** Returns the URL of an iframe. If the active page does not report its view in time, the view is omitted. */
export function resolveSrc<P, C>(
  adapter: EmbedAdapter<P, C>,
  props: P,
  token: EmbedToken,
  from: C | undefined,
): URL | Promise<URL> {
  const src = adapter.buildSrc(props, token, from)
  if (!(src instanceof Promise)) return src
  return withTimeout(src, SRC_TIMEOUT, noResponseError).catch(() => adapter.buildSrc(props, token))
}
