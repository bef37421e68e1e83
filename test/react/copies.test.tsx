import { act, render } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import * as library from '../../src/index.ts'
import { acme, advanceTime, createFakeBackend, createTestClient, fakeTimeAndChance, frames } from './support.tsx'

fakeTimeAndChance()

/** As a package of the app may bring it. */
async function loadCopy(): Promise<typeof library> {
  vi.resetModules()
  return import('../../src/index.ts')
}

test.each([
  ['of one QueryClient', true],
  ['of all', false],
])('signing out %s reaches the embeds of another copy of the library', async (_, isNamed) => {
  const copy = await loadCopy()
  expect(copy.createEmbed).not.toBe(library.createEmbed)
  const [client, backend] = [createTestClient(), createFakeBackend()]
  const CopiedEmbed = copy.createEmbed(acme)
  render(<CopiedEmbed place="a" queryClient={client} fetchToken={backend.fetchToken} />)
  await advanceTime(1)
  expect(frames()).toHaveLength(1)
  await act(async () => library.clearEmbedTokens(isNamed ? client : undefined))
  await advanceTime(60_000)
  expect(frames()).toEqual([])
  expect(backend.count).toBe(1)
})
