import { createRef } from 'react'
import { expect, test } from 'vitest'
import { commands } from 'vitest/browser'
import { type EmbedHandle, type FeltController, FeltEmbed } from '../../src/index.ts'
import { askPage, createResourceId, fetchRaw, origins, readSummary } from './emulator.ts'
import { createStage, renderEmbed, until } from './renderStage.tsx'
import { felt } from './adaptersUnderTest.tsx'

const { origin } = origins.felt

test("Felt's timestamp without a time zone is parsed as UTC: a token of 15 minutes is valid for 15 minutes", async () => {
  const stage = await createStage(felt)
  await stage.untilReady()
  const { last } = stage
  const state = last()
  const left = state?.status === 'ready' ? state.expiresAt - Date.now() : 0
  expect(left).toBeGreaterThan(14 * 60_000)
  expect(left).toBeLessThanOrEqual(15 * 60_000)
})

test('a token with special characters is encoded once', async () => {
  const stage = await createStage(felt, { options: { specialCharacterTokens: true } })
  await stage.untilReady()
  expect(await stage.summary()).toMatchObject({ loads: 1, loadsRejected: 0 })
})

test('options of the map are in its URL, and a later change is sent to the map without a new iframe', async () => {
  const id = createResourceId()
  const element = (showLegend: boolean) => (
    <FeltEmbed
      mapId={id}
      origin={origin}
      fetchToken={fetchRaw}
      uiControls={{ showLegend, scaleBar: false }}
      initialViewport={{ center: { latitude: 40, longitude: -74 }, zoom: 4.5 }}
      onReady={() => void (ready += 1)}
    />
  )
  let ready = 0
  const { container, rerender } = renderEmbed(element(false))
  await until(() => expect(ready).toBe(1))
  const frame = container.querySelector('iframe')
  const { searchParams } = new URL(frame?.src ?? '')
  expect(Object.fromEntries(searchParams)).toMatchObject({ legend: '0', scaleBar: '0', loc: '40,-74,4.5z' })
  rerender(element(true))
  await until(async () => {
    if (!frame) throw new Error('no frame')
    expect(await askPage(frame, 'state')).toMatchObject({ controls: { showLegend: true } })
  })
  expect(container.querySelector('iframe')).toBe(frame)
  expect((await readSummary(id)).loads).toBe(1)
})

test('Back leaves the page after refreshes, as if there had been none', async () => {
  const stage = await createStage(felt)
  await stage.untilReady()
  history.pushState({ mark: 1 }, '')
  // Not before: what another test went back from is cut off by it.
  const { length } = history
  for (const count of [1, 2]) {
    await stage.refresh()
    await stage.untilRenewed(count)
  }
  expect(history.length).toBe(length)
  const frame = stage.live()
  const { src } = frame
  const back = new Promise((resolve) => addEventListener('popstate', resolve, { once: true }))
  await commands.goBack()
  await back
  expect(stage.live()).toBe(frame)
  expect(frame.src).toBe(src)
  expect((await stage.summary()).loadsExpired).toBe(0)
})

test('a visible map with refreshMode="none" is kept', async () => {
  const id = createResourceId()
  const embed = createRef<EmbedHandle<FeltController>>()
  let ready = 0
  const { container } = renderEmbed(
    <FeltEmbed
      ref={embed}
      mapId={id}
      origin={origin}
      fetchToken={fetchRaw}
      refreshMode="none"
      onReady={() => void (ready += 1)}
    />,
  )
  await until(() => expect(ready).toBe(1))
  const frame = container.querySelector('iframe')
  await embed.current?.refresh()
  await until(async () => expect((await readSummary(id)).minted).toBeGreaterThan(1))
  expect([...container.querySelectorAll('iframe')]).toEqual([frame])
  expect((await readSummary(id)).loads).toBe(1)
})

test('a page that requests focus after its load does not prevent a refresh', async () => {
  const stage = await createStage(felt, { options: { lifetime: 7_000, stealsFocus: true } })
  await stage.untilReady()
  await stage.untilRenewed(1)
  expect(stage.errors).toEqual([])
})

test("the app's own listeners survive a swap on the new controller, and end with their iframe", async () => {
  const id = createResourceId()
  const controllers: FeltController[] = []
  const embed = createRef<EmbedHandle<FeltController>>()
  let cleanups = 0
  const { container, unmount } = renderEmbed(
    <FeltEmbed
      ref={embed}
      mapId={id}
      origin={origin}
      fetchToken={fetchRaw}
      onReady={(controller) => {
        controllers.push(controller)
        return () => void (cleanups += 1)
      }}
    />,
  )
  await until(() => expect(controllers).toHaveLength(1))
  await embed.current?.refresh()
  await until(() => expect(controllers).toHaveLength(2))
  await until(() => expect(container.querySelectorAll('iframe')).toHaveLength(1))
  expect(cleanups).toBe(1)
  expect(await controllers[1]?.getMapDetails()).toMatchObject({ id })
  unmount()
  await until(() => expect(cleanups).toBe(2))
})

test('a host that keeps the controller in one ref, and sets the view in onReady, has the new map in it after a swap, with the view of the viewer', async () => {
  const home = { center: { latitude: 10, longitude: 20 }, zoom: 5 }
  const viewed = { center: { latitude: 40, longitude: 50 }, zoom: 7 }
  const latest: { map: FeltController | undefined } = { map: undefined }
  const iframes: (HTMLIFrameElement | undefined)[] = []
  const embed = createRef<EmbedHandle<FeltController>>()
  const { container } = renderEmbed(
    <FeltEmbed
      ref={embed}
      mapId={createResourceId()}
      origin={origin}
      fetchToken={fetchRaw}
      onReady={(map) => {
        latest.map = map
        iframes.push(embed.current?.iframe)
        void map.setViewport(home)
        return () => {
          latest.map = undefined
        }
      }}
    />,
  )
  await until(async () => expect(await latest.map?.getViewport()).toMatchObject(home))
  await latest.map?.setViewport(viewed)
  await until(async () => expect(await latest.map?.getViewport()).toMatchObject(viewed))
  const [old] = container.querySelectorAll('iframe')
  await embed.current?.refresh()
  await until(() => expect(iframes).toHaveLength(2))
  await until(() => expect(container.querySelectorAll('iframe')).toHaveLength(1))
  const [active] = container.querySelectorAll('iframe')
  expect(iframes).toEqual([old, active])
  expect(embed.current?.iframe).toBe(active)
  expect(latest.map).toBeDefined()
  expect(latest.map).toBe(embed.current?.controller)
  expect(await latest.map?.getViewport()).toMatchObject(viewed)
})
