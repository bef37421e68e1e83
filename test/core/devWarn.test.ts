import { afterEach, beforeEach, expect, test, vi } from 'vitest'

beforeEach(() => {
  vi.resetModules()
  vi.spyOn(console, 'warn').mockImplementation(() => {})
})

afterEach(() => {
  vi.restoreAllMocks()
})

/** A fresh copy, as the texts that were given are remembered for as long as the page lives. */
async function load(): Promise<typeof import('../../src/core/devWarn.ts')> {
  return import('../../src/core/devWarn.ts')
}

test('devWarn logs each text once, with the name of the library', async () => {
  const { devWarn } = await load()
  devWarn('one')
  devWarn('one')
  devWarn('two')
  expect(vi.mocked(console.warn).mock.calls).toEqual([['react-private-embed: one'], ['react-private-embed: two']])
})
