import { isRecord } from '../core/isRecord.ts'

/**
 * Whether an error is a signal to the framework and has to reach the framework unchanged. Next.js marks such errors by a
 * `digest`: those of `redirect()` and `notFound()`, and those that make a route dynamic.
 */
export function isFrameworkError(error: unknown): boolean {
  return isRecord(error) && typeof error.digest === 'string'
}
