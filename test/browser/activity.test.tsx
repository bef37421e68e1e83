import { Activity, StrictMode } from 'react'
import { describe, expect, test } from 'vitest'
import { type EmbedState, explo, felt, prefetchEmbedToken } from '../../src/index.ts'
import type { EmulatedProvider } from '../../src/testing.ts'
import { createResourceId, askPage, fetchRaw, origins, readSummary, setOptions } from './emulator.ts'
import { renderEmbed, until } from './renderStage.tsx'
import { emulatedAdapters } from './adaptersUnderTest.tsx'

describe.each(emulatedAdapters)('$provider', (under) => {
  /** An embed in a part of the page that is shown or hidden. */
  async function renderPart(lifetime: number) {
    const id = createResourceId()
    await setOptions(under.provider, id, { lifetime })
    const states: EmbedState[] = []
    const { element, look, touch } = under.embed({
      id,
      origin: origins[under.provider].origin,
      fetchToken: fetchRaw,
      tokenLifetime: lifetime,
      onStateChange: (state) => void states.push(state),
    })
    const part = (mode: 'visible' | 'hidden') => (
      <StrictMode>
        <Activity mode={mode}>{element}</Activity>
      </StrictMode>
    )
    const { container, rerender } = renderEmbed(part('visible'))
    const frames = () => [...container.querySelectorAll('iframe')]
    await until(() => expect(states.at(-1)?.status).toBe('ready'))
    return {
      frames,
      look,
      touch,
      summary: () => readSummary(id),
      last: () => states.at(-1),
      turn: (mode: 'visible' | 'hidden') => rerender(part(mode)),
      isSeen: () => (frames()[0]?.getBoundingClientRect().width ?? 0) > 0,
    }
  }

  test('$provider: a page that React hides and shows again is the same page with the same view', async () => {
    const part = await renderPart(900_000)
    const [frame] = part.frames()
    if (!frame) throw new Error('no frame is on show')
    await part.touch(frame)
    const view = await part.look(frame)
    part.turn('hidden')
    await until(() => expect(part.isSeen()).toBe(false))
    part.turn('visible')
    await until(() => expect(part.isSeen()).toBe(true))
    // Its provider still takes commands, and says nothing again.
    expect(await part.look(frame)).toEqual(view)
    expect(part.frames()).toEqual([frame])
    expect(part.last()?.status).toBe('ready')
    expect(await part.summary()).toMatchObject({ loads: 1, minted: 1 })
  })

  test('$provider: a page whose token expired while hidden is refreshed when it is visible', async () => {
    const part = await renderPart(6_000)
    part.turn('hidden')
    await until(() => expect(part.isSeen()).toBe(false))
    const { minted } = await part.summary()
    await until(async () => expect((await part.summary()).expiredMs).toBeGreaterThan(0))
    expect((await part.summary()).minted).toBe(minted)
    part.turn('visible')
    await until(async () => expect((await part.summary()).minted).toBeGreaterThan(minted))
    await until(() => expect(part.last()?.status).toBe('ready'))
    await until(() => expect(part.frames()).toHaveLength(1))
    expect(await part.summary()).toMatchObject({ loadsExpired: 0 })
  })
})

/** Fetch a token as the embed under test does. */
const fetchAhead: Partial<Record<EmulatedProvider, (id: string) => Promise<void>>> = {
  felt: (mapId) => prefetchEmbedToken(undefined, felt, { mapId, origin: origins.felt.origin, fetchToken: fetchRaw }),
  explo: (embedId) =>
    prefetchEmbedToken(undefined, explo, { embedId, origin: origins.explo.origin, fetchToken: fetchRaw }),
}

test.each(emulatedAdapters)(
  '$provider with a known token, hidden at first, is ready when it is visible, loaded once',
  async (under) => {
    const id = createResourceId()
    await fetchAhead[under.provider]?.(id)
    const states: EmbedState[] = []
    const { element } = under.embed({
      id,
      origin: origins[under.provider].origin,
      fetchToken: fetchRaw,
      onStateChange: (state) => void states.push(state),
    })
    const part = (mode: 'visible' | 'hidden') => <Activity mode={mode}>{element}</Activity>
    const { container, rerender } = renderEmbed(part('hidden'))
    await until(() => expect(container.querySelector('div')).not.toBeNull())
    const [frame] = container.querySelectorAll('iframe')
    // A map can be asked at any time whether it is there. A dashboard says so once, and waits until somebody listens.
    expect(frame !== undefined).toBe(under.provider === 'felt')
    if (frame) await until(() => askPage(frame, 'state'))
    expect(states).toEqual([])
    rerender(part('visible'))
    await until(() => expect(states.at(-1)?.status).toBe('ready'))
    expect(container.querySelectorAll('iframe')).toHaveLength(1)
    expect(await readSummary(id)).toMatchObject({ loads: 1, minted: 1 })
  },
)
