import { readProperty } from '../core/readProperty.ts'
import { readStatus } from './readStatus.ts'

/**
 * Returns whether a thrown value must reach the framework unchanged. Next.js marks such errors
 * with a `digest`: `redirect()`, `notFound()`, and dynamic rendering. SvelteKit throws an object
 * with a redirect status and a `location`.
 */
export function isFrameworkError(error: unknown): boolean {
  if (typeof readProperty(error, 'digest') === 'string') return true
  const status = readStatus(error) ?? 0
  return status >= 300 && status < 400 && typeof readProperty(error, 'location') === 'string'
}
