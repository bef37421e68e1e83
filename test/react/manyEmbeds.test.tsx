import { render } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { clearEmbedTokens, type TokenFetcher } from '../../src/index.ts'
import { createTestClient, AcmeEmbed, fakeTimeAndChance, frames, advanceTime, setVisibility } from './support.tsx'

fakeTimeAndChance()

/** Fifty places, and what their backend sees of them. */
function renderManyEmbeds({
  latency = 100,
  hangs = () => false,
}: { latency?: number; hangs?: (place: string) => boolean } = {}) {
  const asked: string[] = []
  const seen = { most: 0, now: 0 }
  const fetchToken: TokenFetcher = async ({ resource }) => {
    const place = String(resource.place)
    asked.push(place)
    seen.now += 1
    seen.most = Math.max(seen.most, seen.now)
    await new Promise((resolve) => hangs(place) || setTimeout(resolve, latency))
    seen.now -= 1
    return { token: `of-${place}`, expiresIn: 900 }
  }
  const client = createTestClient()
  const crowd = (count: number) => (
    <>
      {Array.from({ length: count }, (_, at) => (
        <AcmeEmbed key={at} place={`place-${at}`} queryClient={client} fetchToken={fetchToken} />
      ))}
    </>
  )
  return { asked, seen, client, crowd }
}

describe('fifty embeds of fifty resources', () => {
  test('fifty embeds request six first tokens at a time, and each gets its own', async () => {
    const { asked, seen, crowd } = renderManyEmbeds()
    render(crowd(50))
    await advanceTime(99)
    expect(asked).toHaveLength(6)
    await advanceTime(1_000)
    expect(seen.most).toBe(6)
    expect(new Set(asked).size).toBe(50)
    expect(asked).toHaveLength(50)
    expect(frames().map(({ src }) => src)).toEqual(asked.map((place) => `https://acme.test/${place}?token=of-${place}`))
  })

  test('fifty embeds do not wait long for hanging requests of others', async () => {
    const { asked, crowd } = renderManyEmbeds({ hangs: (place) => Number(place.slice(6)) < 6 })
    render(crowd(50))
    await advanceTime(1_999)
    expect(asked).toHaveLength(6)
    await advanceTime(1_000)
    expect(frames()).toHaveLength(44)
  })

  test('fifty embeds refresh six tokens at a time when the viewer comes back', async () => {
    const { asked, seen, crowd } = renderManyEmbeds()
    render(crowd(50))
    await advanceTime(1_000)
    await setVisibility('hidden')
    await advanceTime(800_000)
    asked.length = seen.most = 0
    await setVisibility('visible')
    await advanceTime(2_000)
    expect(seen.most).toBe(6)
    expect(new Set(asked).size).toBe(50)
    expect(asked).toHaveLength(50)
  })

  test('fifty embeds have no more window and document listeners than one embed', async () => {
    const added = [window, document].map((target) => vi.spyOn(target, 'addEventListener'))
    const { crowd } = renderManyEmbeds()
    const { rerender } = render(crowd(1))
    await advanceTime(1_000)
    const byOne = added.map(({ mock }) => mock.calls.length)
    expect(Math.min(...byOne)).toBeGreaterThan(0)
    rerender(crowd(50))
    await advanceTime(1_000)
    expect(frames()).toHaveLength(50)
    expect(added.map(({ mock }) => mock.calls.length)).toEqual(byOne)
  })

  test('fifty embeds request nothing more after unmount', async () => {
    const { asked, crowd } = renderManyEmbeds()
    const { rerender } = render(crowd(50))
    await advanceTime(50)
    rerender(crowd(8))
    await advanceTime(1_000)
    expect(asked).toHaveLength(8)
    rerender(crowd(10))
    await advanceTime(1_000)
    expect(asked).toHaveLength(10)
    expect(frames()).toHaveLength(10)
  })

  test('fifty embeds request nothing more after their viewer has signed out', async () => {
    const { asked, client, crowd } = renderManyEmbeds()
    render(crowd(50))
    await advanceTime(50)
    clearEmbedTokens(client)
    await advanceTime(5_000)
    expect(asked).toHaveLength(6)
    expect(frames()).toEqual([])
  })
})
