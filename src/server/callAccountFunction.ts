import { EmbedError } from '../core/errors.ts'
import { withProvider } from '../core/toEmbedError.ts'
import { callApp } from './callApp.ts'
import { isFrameworkError } from './isFrameworkError.ts'

/**
 * Calls a function of the app for a part of a provider's account. Its error is only kept as `cause`, because the
 * message may contain secrets.
 *
 * @param name of the function, for the error
 * @param timeout in ms
 * @throws EmbedError `FETCH_FAILED` or `FETCH_TIMEOUT`; errors of a framework unchanged
 */
export async function callAccountFunction<T>(
  name: string,
  provider: string,
  timeout: number,
  call: () => T | Promise<T>,
): Promise<T> {
  try {
    return await callApp(name, timeout, call)
  } catch (cause) {
    if (isFrameworkError(cause)) throw cause
    if (cause instanceof EmbedError) throw withProvider(cause, provider)
    throw new EmbedError('FETCH_FAILED', `${name} failed; see \`cause\`.`, { provider, cause })
  }
}
