import { withTimeout } from '../core/timeout.ts'
import { noResponseError } from '../core/noResponseError.ts'
import type { EmbedAdapter } from '../core/adapter.ts'
import type { EmbedToken } from '../core/token.ts'

/** How long the live page may take to say where the next one should start, in ms. */
const SRC_TIMEOUT = 2_000

/** Where a frame starts. A live page that does not say where it stands in time is not waited for. */
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
