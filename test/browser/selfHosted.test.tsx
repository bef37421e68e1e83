import { createRef } from 'react'
import { expect, test, vi } from 'vitest'
import type { EmbedHandle } from '../../src/index.ts'
import { MetabaseEmbed } from '../../src/metabase.ts'
import { type SupersetController, SupersetEmbed, type SupersetProps } from '../../src/superset.ts'
import { askPage, createResourceId, fetchRaw, origins } from './emulator.ts'
import { superset } from './adaptersUnderTest.tsx'
import { createStage, renderEmbed, until } from './renderStage.tsx'
import { hidePage, showPage } from './visibility.ts'

const frameIn = (container: Element): HTMLIFrameElement => {
  const frame = container.querySelector('iframe')
  if (!frame) throw new Error('no iframe')
  return frame
}

/** Renders a dashboard of Superset and waits until its page takes commands. */
async function renderSuperset(props: Partial<SupersetProps> = {}) {
  const [ref, onReady] = [createRef<EmbedHandle<SupersetController>>(), vi.fn()]
  const { origin } = origins.superset
  const { container } = renderEmbed(
    <SupersetEmbed
      ref={ref}
      dashboardId={createResourceId()}
      {...{ origin, fetchToken: fetchRaw, onReady }}
      {...props}
    />,
  )
  await until(() => expect(onReady).toHaveBeenCalledOnce())
  const controller = ref.current?.controller
  if (!controller) throw new Error('no controller')
  return { controller, frame: frameIn(container) }
}

test('the page of Superset answers each method of its controller', async () => {
  const { controller, frame } = await renderSuperset()
  expect((await controller.getScrollSize()).height).toBeGreaterThan(100)
  expect(await controller.getActiveTabs()).toEqual(['TAB-overview'])
  expect(Object.keys(await controller.getDataMask())).toEqual(['NATIVE_FILTER-period'])
  expect(await controller.getChartStates()).toEqual({})
  expect(await controller.getDashboardPermalink('A')).toBe(`${origins.superset.origin}/superset/dashboard/p/week-A/`)
  controller.setThemeMode('dark')
  await until(async () => expect(await askPage(frame, 'state')).toMatchObject({ theme: 'dark' }))
})

test('the app gets each change of a filter, and gives its own URL for a shared link', async () => {
  const onDataMask = vi.fn()
  const resolvePermalinkUrl = ({ key }: { key: string }) => `https://app.example.com/share/${key}`
  const { controller, frame } = await renderSuperset({ onDataMask, resolvePermalinkUrl })
  await askPage(frame, 'choose', { period: 'day' })
  await until(() => expect(onDataMask).toHaveBeenCalledOnce())
  expect(onDataMask.mock.calls[0]?.[0]).toMatchObject({ nativeFiltersChanged: true })
  expect(await controller.getDashboardPermalink('A')).toBe('https://app.example.com/share/day-A')
})

test('an embed of Superset keeps its page and its filters after an absence in which its token expired', async () => {
  const stage = await createStage(superset, { options: { lifetime: 6_000 } })
  await stage.untilReady()
  const frame = stage.live()
  await stage.touch()
  const view = await stage.look()
  hidePage()
  await until(() => expect(stage.last()?.status).toBe('expired'))
  await stage.setOptions({ lifetime: 60_000 })
  showPage()
  await stage.untilReady()
  expect(stage.live()).toBe(frame)
  expect(await stage.look()).toEqual(view)
  expect(await stage.summary()).toMatchObject({ loads: 1, deliveriesRejected: 0 })
})

test('an embed of Superset with `autoHeight` grows with its page', async () => {
  const { frame } = await renderSuperset({ autoHeight: true })
  await askPage(frame, 'grow', { height: 900 })
  await until(() => expect(frame.clientHeight).toBeGreaterThanOrEqual(900))
})

test.each([
  [undefined, true],
  [false, false],
])('an embed of Metabase with `autoHeight={%j}` grows with its page: %j', async (autoHeight, isFollowed) => {
  const onReady = vi.fn()
  const { origin } = origins.metabase
  const { container } = renderEmbed(
    <MetabaseEmbed dashboardId={createResourceId()} {...{ origin, fetchToken: fetchRaw, onReady, autoHeight }} />,
  )
  await until(() => expect(onReady).toHaveBeenCalledOnce())
  const frame = frameIn(container)
  const height = frame.clientHeight
  await askPage(frame, 'grow', { height: 900 })
  if (isFollowed) return until(() => expect(frame.clientHeight).toBeGreaterThanOrEqual(900))
  // The page answers after iframe-resizer has looked.
  for (let look = 0; look < 10; look += 1) await askPage(frame, 'state')
  expect(frame.clientHeight).toBe(height)
})
