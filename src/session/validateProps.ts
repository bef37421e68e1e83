import { EmbedError, isEmbedError } from '../core/errors.ts'
import { invalidProp } from '../core/invalidProp.ts'
import { withProvider } from '../core/toEmbedError.ts'
import type { EmbedAdapter } from '../core/adapter.ts'
import { assertTokenSource } from '../tokens/assertTokenSource.ts'
import type { SessionProps } from './sessionProps.ts'

/** Returns the error of invalid props: constraints beyond types, and type errors in apps without TypeScript. */
export function validateProps<P, C>(adapter: EmbedAdapter<P, C>, props: P & SessionProps<C>): EmbedError | undefined {
  try {
    const { readyTimeout } = props
    assertTokenSource(props)
    if (readyTimeout !== undefined && !(readyTimeout > 0)) {
      throw invalidProp(
        'readyTimeout',
        process.env.NODE_ENV !== 'production' && `must be a number of ms above 0; it is ${readyTimeout}.`,
      )
    }
    adapter.validate?.(props)
    // Called here, so that an adapter's error becomes the embed's error.
    adapter.refreshStrategy(props)
    return undefined
  } catch (error) {
    if (isEmbedError(error)) return withProvider(error, adapter.name)
    return new EmbedError('INVALID_PROPS', 'Invalid props. See `cause`.', {
      provider: adapter.name,
      cause: error,
    })
  }
}
