import { QueryClient } from '@tanstack/react-query'
import { createRef } from 'react'
import { expect, test } from 'vitest'
import { type EmbedHandle, ExploEmbed, type FeltController, FeltEmbed } from '../../src/index.ts'
import { createResourceId, fetchRaw, origins, readSummary, setOptions } from './emulator.ts'
import { renderEmbed, until } from './renderStage.tsx'

const { origin } = origins.felt

test('tokenEndpoint alone is enough for both providers: requests and responses over HTTP', async () => {
  const [map, dashboard] = [createResourceId(), createResourceId()]
  const ready: string[] = []
  const queryClient = new QueryClient()
  renderEmbed(
    <>
      <FeltEmbed
        mapId={map}
        origin={origin}
        tokenEndpoint="/api/embed-token"
        queryClient={queryClient}
        onReady={() => void ready.push('felt')}
      />
      <ExploEmbed
        embedId={dashboard}
        origin={origins.explo.origin}
        tokenEndpoint="/api/embed-token"
        queryClient={queryClient}
        onReady={() => void ready.push('explo')}
      />
    </>,
  )
  await until(() => expect(ready.sort()).toEqual(['explo', 'felt']))
})

test('two embeds of the same map and viewer share a token, two maps have a token each', async () => {
  const [one, other] = [createResourceId(), createResourceId()]
  const { container } = renderEmbed(
    <>
      <FeltEmbed mapId={one} viewerId="ada" origin={origin} fetchToken={fetchRaw} />
      <FeltEmbed mapId={one} viewerId="ada" origin={origin} fetchToken={fetchRaw} />
      <FeltEmbed mapId={other} viewerId="ada" origin={origin} fetchToken={fetchRaw} />
    </>,
  )
  await until(async () => expect((await readSummary(one)).loads).toBe(2))
  await until(async () => expect((await readSummary(other)).loads).toBe(1))
  expect((await readSummary(one)).minted).toBe(1)
  expect((await readSummary(other)).minted).toBe(1)
  expect(container.querySelectorAll('iframe')).toHaveLength(3)
})

test('a lazy embed neither fetches nor loads until it is near the viewport', async () => {
  const id = createResourceId()
  const { container } = renderEmbed(
    <>
      <div style={{ height: 3_000 }} />
      <FeltEmbed mapId={id} loading="lazy" origin={origin} fetchToken={fetchRaw} data-testid="far" />
    </>,
  )
  await until(() => expect(container.querySelector('[data-testid=far]')).not.toBeNull())
  const far = container.querySelector('[data-testid=far]')
  // An embed without lazy loading, created later, proves that there was enough time.
  const near = createResourceId()
  renderEmbed(<FeltEmbed mapId={near} origin={origin} fetchToken={fetchRaw} />)
  await until(async () => expect((await readSummary(near)).loads).toBe(1))
  expect((await readSummary(id)).minted).toBe(0)
  expect(far?.querySelector('iframe')).toBeNull()
  far?.scrollIntoView()
  await until(async () => expect(await readSummary(id)).toMatchObject({ minted: 1, loads: 1 }))
})

test('a page with many embeds of both providers refreshes each and never loads an expired token', async () => {
  const ids = [createResourceId(), createResourceId(), createResourceId()]
  for (const id of ids) {
    await setOptions('felt', id, { lifetime: 8_000 })
    await setOptions('explo', id, { lifetime: 8_000 })
  }
  renderEmbed(
    <>
      {ids.map((id) => (
        <div key={id}>
          <FeltEmbed mapId={id} origin={origin} fetchToken={fetchRaw} />
          <ExploEmbed embedId={id} origin={origins.explo.origin} fetchToken={fetchRaw} tokenLifetime="PT8S" />
        </div>
      ))}
    </>,
  )
  for (const id of ids) {
    await until(async () => {
      const { loads, delivered } = await readSummary(id)
      expect(loads).toBeGreaterThan(2)
      expect(delivered).toBeGreaterThan(0)
    })
    expect((await readSummary(id)).loadsExpired).toBe(0)
  }
})

test('nothing on the page moves while a map loads, becomes ready and is refreshed', async () => {
  const id = createResourceId()
  const embed = createRef<EmbedHandle<FeltController>>()
  const states: string[] = []
  const { container } = renderEmbed(
    <>
      <FeltEmbed
        ref={embed}
        mapId={id}
        origin={origin}
        fetchToken={fetchRaw}
        onStateChange={({ status }) => void states.push(status)}
      />
      <p>What comes after it.</p>
    </>,
  )
  await until(() => expect(container.querySelector('p')).not.toBeNull())
  const places = new Set<number>()
  const watch = (): void => {
    const paragraph = container.querySelector('p')
    if (!paragraph) return
    places.add(paragraph.getBoundingClientRect().top)
    requestAnimationFrame(watch)
  }
  watch()
  await until(() => expect(states).toContain('ready'))
  await embed.current?.refresh()
  await until(async () => expect((await readSummary(id)).loads).toBe(2))
  await until(() => expect(container.querySelectorAll('iframe')).toHaveLength(1))
  expect(states.slice(0, 2)).toEqual(['loading', 'ready'])
  expect(places.size).toBe(1)
})
