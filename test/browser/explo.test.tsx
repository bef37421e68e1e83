import { createRef, type RefAttributes } from 'react'
import { expect, test, vi } from 'vitest'
import {
  type EmbedHandle,
  type ExploController,
  ExploEmbed,
  type ExploEmbedProps,
  type ExploEvent,
} from '../../src/index.ts'
import { askPage, createResourceId, fetchRaw, origins, readEvents, readSummary, setOptions } from './emulator.ts'
import { createStage, renderEmbed, until } from './renderStage.tsx'
import { explo } from './adaptersUnderTest.tsx'

const { origin } = origins.explo

type Props = Partial<ExploEmbedProps> & RefAttributes<EmbedHandle<ExploController>>

/** Shows a dashboard and keeps the events of its page. */
function renderDashboard(props: Props = {}) {
  const events: ExploEvent[] = []
  const embedId = createResourceId()
  const element = (more: Partial<ExploEmbedProps> = {}) => {
    const { tokenEndpoint, fetchToken = fetchRaw, ...rest } = { ...props, ...more }
    const source = tokenEndpoint === undefined ? { fetchToken } : { tokenEndpoint }
    return (
      <ExploEmbed
        embedId={embedId}
        origin={origin}
        onEvent={(event) => void events.push(event)}
        {...rest}
        {...source}
      />
    )
  }
  const names = () => events.map(({ name }) => name)
  return { embedId, element, events, names }
}

const theFrame = (container: Element) => {
  const frame = container.querySelector('iframe')
  if (!frame) throw new Error('no frame')
  return frame
}

test('an encrypted token with an assumed lifetime of a day is refreshed as soon as the page requests a token', async () => {
  const stage = await createStage(explo, { options: { lifetime: 7_000, expiryEvent: 'at' }, tokenLifetime: 86_400_000 })
  await stage.untilReady()
  const { src } = stage.live()
  const frame = stage.live()
  expect(src.split('/')[4]?.split('.')).toHaveLength(5)
  await stage.untilRenewed(2)
  expect(stage.live()).toBe(frame)
  expect(frame.src).toBe(src)
  expect(await stage.summary()).toMatchObject({ loads: 1, loadsExpired: 0, deliveriesRejected: 0 })
})

test('refreshes keep the page: the same iframe, the same src and a single load', async () => {
  const stage = await createStage(explo, { options: { lifetime: 24_000 } })
  await stage.untilReady()
  const frame = stage.live()
  const { src } = frame
  for (const count of [1, 2]) {
    await stage.refresh()
    await stage.untilRenewed(count)
  }
  expect(stage.live()).toBe(frame)
  expect(frame.src).toBe(src)
  const entries = await readEvents(stage.id)
  expect(entries.filter(({ type }) => type === 'loaded')).toHaveLength(1)
  expect(entries.filter(({ type }) => type === 'expired-while-open')).toHaveLength(0)
})

test('typed events reach onEvent, unknown ones under their own name', async () => {
  const { element, events, names } = renderDashboard()
  const { container } = renderEmbed(element())
  await until(() => expect(names()).toEqual(expect.arrayContaining(['dashboardReadyToLoad', 'dashboardLoaded'])))
  await askPage(theFrame(container), 'set-variable', { name: 'region', value: 'EMEA' })
  await until(() =>
    expect(events).toContainEqual({ name: 'sendVariableUpdatedEvent', varName: 'region', newValue: 'EMEA' }),
  )
  await askPage(theFrame(container), 'post', { message: { event: 'somethingNew', detail: { a: 1 } } })
  await until(() => expect(events).toContainEqual({ name: 'other', event: 'somethingNew', detail: { a: 1 } }))
})

test('variables start in the URL, and a later change is a message', async () => {
  const { embedId, element, names } = renderDashboard({ variables: { region: 'APAC' } })
  const { container, rerender } = renderEmbed(element())
  await until(() => expect(names()).toContain('dashboardLoaded'))
  const frame = theFrame(container)
  expect(new URL(frame.src).searchParams.get('region')).toBe('"APAC"')
  expect(await askPage(frame, 'state')).toMatchObject({ variables: { region: 'APAC' } })
  rerender(element({ variables: { region: 'EMEA' } }))
  await until(async () => expect(await askPage(frame, 'state')).toMatchObject({ variables: { region: 'EMEA' } }))
  expect(theFrame(container)).toBe(frame)
  expect((await readSummary(embedId)).loads).toBe(1)
})

test('a variable that the viewer has set survives two reloads', async () => {
  const embed = createRef<EmbedHandle<ExploController>>()
  const { element, names } = renderDashboard({ variables: { region: 'APAC' }, ref: embed })
  const { container } = renderEmbed(element())
  await until(() => expect(names()).toContain('dashboardLoaded'))
  await askPage(theFrame(container), 'set-variable', { name: 'region', value: 'EMEA' })
  await until(() => expect(embed.current?.controller?.variables).toEqual({ region: 'EMEA' }))
  for (let count = 0; count < 2; count += 1) {
    const before = theFrame(container)
    await embed.current?.reload()
    await until(() => expect(before.isConnected).toBe(false))
    expect(await askPage(theFrame(container), 'state')).toMatchObject({ variables: { region: 'EMEA' } })
    expect(embed.current?.controller?.variables).toEqual({ region: 'EMEA' })
  }
})

test('the embed gets the height that the dashboard reports', async () => {
  const { embedId, element } = renderDashboard()
  await setOptions('explo', embedId, { dashboardHeight: 777 })
  const { container } = renderEmbed(element())
  await until(() => expect(theFrame(container).getBoundingClientRect().height).toBe(777))
})

test('a report builder is ready when it has loaded, and accepts tokens in place', async () => {
  const embed = createRef<EmbedHandle<ExploController>>()
  const { embedId, element } = renderDashboard({ kind: 'report-builder', ref: embed })
  const onReady = vi.fn()
  const { container } = renderEmbed(element({ onReady }))
  await until(() => expect(onReady).toHaveBeenCalledTimes(1))
  expect(theFrame(container).src).toContain('/report-builder/iframe/')
  await embed.current?.refresh()
  await until(async () => expect((await readSummary(embedId)).delivered).toBeGreaterThan(0))
  expect((await readSummary(embedId)).loads).toBe(1)
})

test('a hundred consecutive token requests lead to one fetch', async () => {
  const stage = await createStage(explo)
  await stage.untilReady()
  await stage.setOptions({ latency: 300 })
  for (let i = 0; i < 100; i++) {
    void askPage(stage.live(), 'post', { message: { event: 'customerJwtExpired' } })
  }
  await stage.untilRenewed(1)
  expect((await stage.summary()).minted).toBe(2)
})
