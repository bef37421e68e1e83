import { inspect } from 'node:util'
import { expect } from 'vitest'
import { type EmbedError, isEmbedError } from '../../src/server.ts'

/** The error with which a mint ends, after a look for secrets in all that can be printed of it. */
export async function failureOf(minting: Promise<unknown>): Promise<EmbedError> {
  const error = await minting.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  )
  if (!isEmbedError(error)) throw error
  const text = `${inspect(error, { depth: 10, showHidden: true })} ${JSON.stringify(error)}`
  expect(text).not.toMatch(/felt_pat_|[0-9a-f]{40}/)
  return error
}
