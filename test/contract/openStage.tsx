import { StrictMode } from 'react'
import type { EmbedError, EmbedState, TokenFetcher } from '../../src/index.ts'
import type { ExploOptions, FeltOptions } from '../../src/testing.ts'
import { createResourceId, fetchRaw, origins, readSummary, setOptions } from '../browser/emulator.ts'
import type { AdapterUnderTest } from '../browser/adaptersUnderTest.tsx'
import { assert } from './assert.ts'
import { renderEmbed } from './renderEmbed.tsx'
import { until } from './until.ts'

/** Options of a test besides the provider. */
export interface StageOptions {
  options?: Partial<FeltOptions & ExploOptions>
  fetchToken?: TokenFetcher
  readyTimeout?: number
  /** Told to Explo's embed instead of the true one. */
  tokenLifetime?: number
}

/** An embed on the page, with everything a test observes. */
export type Stage = Awaited<ReturnType<typeof openStage>>

/**
 * Puts one embed on the page, in StrictMode, against the emulator, and offers what a test looks at. Needs no test
 * framework and no driver, so that it is the same in every engine.
 *
 * A token of `lifetime` ms is refreshed after two thirds of it.
 */
export async function openStage(under: AdapterUnderTest, { options = {}, ...props }: StageOptions = {}) {
  const { provider } = under
  const id = createResourceId()
  await setOptions(provider, id, options)
  const states: EmbedState[] = []
  const errors: EmbedError[] = []
  const { element, handle, touch, look } = under.embed({
    id,
    origin: origins[provider].origin,
    fetchToken: fetchRaw,
    // The emulator's Explo tells no expiry either: without this the library would take 24 h for granted.
    ...(provider === 'explo' && options.lifetime ? { tokenLifetime: options.lifetime } : {}),
    onStateChange: (state) => void states.push(state),
    onError: (error) => void errors.push(error),
    ...props,
  })
  const { container, unmount } = renderEmbed(<StrictMode>{element}</StrictMode>)
  const frames = () => [...container.querySelectorAll('iframe')]
  const live = () => {
    const { current } = handle
    if (!current?.iframe) throw new Error('no frame is on show')
    return current.iframe
  }
  return {
    id,
    states,
    errors,
    handle,
    unmount,
    frames,
    live,
    touch: () => touch(live()),
    look: () => look(live()),
    /** Asks for a new token now, instead of waiting until the next one is due. */
    async refresh(): Promise<void> {
      if (!handle.current) throw new Error('no embed is on show')
      await handle.current.refresh()
    },
    until,
    last: () => states.at(-1),
    summary: () => readSummary(id),
    setOptions: (changed: Partial<FeltOptions & ExploOptions>) => setOptions(provider, id, changed),
    untilReady: () => until(() => assert(states.at(-1)?.status === 'ready', `is ${states.at(-1)?.status}`)),
    /** Waits until the visible page holds the nth token. */
    untilRenewed: (count: number) =>
      until(async () => {
        const { loads, delivered } = await readSummary(id)
        const isRenewed = under.swaps ? loads > count && frames().length === 1 : delivered >= count
        assert(isRenewed, `not renewed ${count} times`)
      }),
  }
}
