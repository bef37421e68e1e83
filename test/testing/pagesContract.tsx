import { QueryClient } from '@tanstack/react-query'
import { act, render, waitFor } from '@testing-library/react'
import { createRef, StrictMode } from 'react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type EmbedHandle, type EmbedState, ExploEmbed, type FeltController, FeltEmbed } from '../../src/index.ts'
import { emulatePages, type PageEmulation } from '../../src/testing.ts'

let emulation: PageEmulation
beforeEach(() => {
  emulation = emulatePages()
})
afterEach(() => {
  emulation.close()
  vi.useRealTimers()
})

/** Creates the props of both embeds: tokens `token-1`, `token-2`, …, and a record of events. */
function createTestHost(expiresIn = 900) {
  const record: { states: EmbedState[]; errors: string[]; minted: number } = { states: [], errors: [], minted: 0 }
  const props = {
    queryClient: new QueryClient(),
    fetchToken: () => ({ token: `token-${(record.minted += 1)}`, expiresIn }),
    onStateChange: (state: EmbedState) => void record.states.push(state),
    onError: ({ code }: { code: string }) => void record.errors.push(code),
  }
  return { record, props, status: () => record.states.at(-1)?.status }
}
const page = () => emulation.pages()[0]
const advanceTime = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

/** All that a host's component test may count on, in whatever stands for a browser. */
export function describeEmulatedPages(): void {
  describe.each([false, true])('emulatePages with StrictMode: %s', (isStrict) => {
    const wrapper = isStrict ? StrictMode : undefined

    test('an emulated map becomes ready, and its controller responds', async () => {
      const { props, status } = createTestHost()
      const onReady = vi.fn<(map: FeltController) => void>()
      const initialViewport = { center: { latitude: 47.5, longitude: 8.25 }, zoom: 9 }
      render(<FeltEmbed mapId="map-1" initialViewport={initialViewport} onReady={onReady} {...props} />, { wrapper })
      await waitFor(() => expect(status()).toBe('ready'))
      const map = onReady.mock.calls[0]?.[0]
      expect(await map?.getViewport()).toMatchObject(initialViewport)
      expect(await map?.getMapDetails()).toMatchObject({ id: 'map-1' })
      await map?.setViewport({ center: { latitude: 1, longitude: 2 }, zoom: 3 })
      expect(await map?.getViewport()).toMatchObject({ center: { latitude: 1, longitude: 2 }, zoom: 3 })
      expect(await map?.getLayers()).toEqual([])
      expect(emulation.pages()).toMatchObject([{ provider: 'felt', token: 'token-1' }])
    })

    test('pages() are in document order, also after a refresh, and undefined options keep their defaults', async () => {
      emulation.setOptions({ behavior: undefined })
      const { props, record } = createTestHost()
      const handle = createRef<EmbedHandle<FeltController>>()
      const maps = [
        <FeltEmbed key="a" ref={handle} mapId="map-a" {...props} />,
        <FeltEmbed key="b" mapId="map-b" {...props} onStateChange={() => {}} />,
      ]
      render(<>{maps}</>, { wrapper })
      const paths = () => emulation.pages().map(({ url }) => url.pathname)
      await waitFor(() => expect(record.states.at(-1)?.status).toBe('ready'))
      await waitFor(() => expect(paths()).toHaveLength(2))
      await act(() => handle.current?.reload())
      expect(paths()).toEqual(['/embed/map/map-a', '/embed/map/map-b'])
    })

    test('an emulated dashboard becomes ready, and receives variables', async () => {
      const { props, status } = createTestHost()
      const { rerender } = render(<ExploEmbed embedId="sales" variables={{ region: 'EMEA' }} {...props} />, { wrapper })
      await waitFor(() => expect(status()).toBe('ready'))
      expect(page()?.url.searchParams.get('region')).toBe('"EMEA"')
      rerender(<ExploEmbed embedId="sales" variables={{ region: 'APAC' }} {...props} />)
      expect(page()?.received).toEqual([
        { event: 'updateExploDashboardVariables', detail: { variables: [{ varName: 'region', value: 'APAC' }] } },
      ])
    })

    test('an emulated report builder becomes ready, and posts nothing', async () => {
      const { props, status } = createTestHost()
      const onEvent = vi.fn()
      render(<ExploEmbed embedId="report" kind="report-builder" onEvent={onEvent} {...props} />, { wrapper })
      await waitFor(() => expect(status()).toBe('ready'))
      expect(onEvent).not.toHaveBeenCalled()
    })

    test("an emulated map's refresh swaps to another page with the same view", async () => {
      vi.useFakeTimers()
      const { props, record, status } = createTestHost(60)
      const handle = createRef<EmbedHandle<FeltController>>()
      render(<FeltEmbed ref={handle} mapId="map-1" {...props} />, { wrapper })
      await advanceTime(0)
      expect(status()).toBe('ready')
      // The code that swaps iframes is loaded once the first one is ready, and nothing loads in fake time.
      await vi.dynamicImportSettled()
      const [first] = emulation.pages()
      const view = { center: { latitude: 12.5, longitude: -30.25 }, zoom: 7.5 }
      await act(async () => handle.current?.controller?.setViewport(view))
      await advanceTime(58_000)
      expect(emulation.pages()).toMatchObject([{ token: 'token-2' }])
      expect(page()).not.toBe(first)
      expect(await handle.current?.controller?.getViewport()).toMatchObject(view)
      expect(record.errors).toEqual([])
      expect(record.states.map((state) => state.status)).not.toContain('degraded')
    })

    test("an emulated dashboard's refresh is a message to the page", async () => {
      vi.useFakeTimers()
      const { props, status } = createTestHost(60)
      render(<ExploEmbed embedId="sales" {...props} />, { wrapper })
      await advanceTime(0)
      const first = page()
      await advanceTime(58_000)
      expect(emulation.pages()).toEqual([first])
      expect(first?.token).toBe('token-2')
      expect(status()).toBe('ready')
    })
  })

  test("an emulated dashboard's events reach the host app, and a token request gets a response", async () => {
    vi.useFakeTimers()
    const { props } = createTestHost()
    const onEvent = vi.fn()
    render(<ExploEmbed embedId="sales" onEvent={onEvent} {...props} />)
    await advanceTime(0)
    act(() => page()?.send('sendVariableUpdatedEvent', { varName: 'region', newValue: 'EMEA' }))
    expect(onEvent).toHaveBeenLastCalledWith({ name: 'sendVariableUpdatedEvent', varName: 'region', newValue: 'EMEA' })
    act(() => page()?.send('customerJwtExpired'))
    await advanceTime(6_000)
    expect(page()?.token).toBe('token-2')
  })

  test("an emulated map's events reach the listeners of the host app", async () => {
    const { props, status } = createTestHost()
    const [onClick, onIdle] = [vi.fn(), vi.fn()]
    const onReady = (map: FeltController) => {
      map.onMapIdle({ handler: onIdle })
      return map.onPointerClick({ handler: onClick })
    }
    render(<FeltEmbed mapId="map-1" onReady={onReady} {...props} />)
    await waitFor(() => expect(status()).toBe('ready'))
    const click = { coordinate: { latitude: 1, longitude: 2 }, point: { x: 3, y: 4 }, features: [], rasterValues: [] }
    await act(async () => page()?.send('onPointerClick', click))
    expect(onClick.mock.calls).toEqual([[click]])
    expect(onIdle).toHaveBeenCalledTimes(1)
  })

  test("emulatePages uses a test's stubs for a map's responses and rejections", async () => {
    emulation.setOptions({
      felt: {
        getTool: () => 'pin',
        getLayers() {
          throw new Error('not today')
        },
      },
    })
    const { props, status } = createTestHost()
    const handle = createRef<EmbedHandle<FeltController>>()
    render(<FeltEmbed ref={handle} mapId="map-1" {...props} />)
    await waitFor(() => expect(status()).toBe('ready'))
    const map = handle.current?.controller
    expect(await map?.getTool()).toBe('pin')
    await expect(map?.getLayers()).rejects.toThrow('not today')
    await expect(map?.getElements()).rejects.toThrow('no stub for the controller method getElements')
    await expect(map?.getLayer({} as unknown as string)).rejects.toThrow('Expected string')
  })

  test.each([
    ['unresponsive', 'degraded', 'READY_TIMEOUT'],
    ['unreachable', 'error', 'READY_TIMEOUT'],
  ] as const)('emulated pages that are %s lead to %s', async (behavior, status, code) => {
    vi.useFakeTimers()
    emulation.setOptions({ behavior })
    const [map, dashboard] = [createTestHost(), createTestHost()]
    render(
      <>
        <FeltEmbed mapId="map-1" {...map.props} />
        <ExploEmbed embedId="sales" {...dashboard.props} />
      </>,
    )
    await advanceTime(60_000)
    expect(map.record.states.at(-1)).toMatchObject({ status, error: { code } })
    expect(dashboard.record.states.at(-1)).toMatchObject({ status, error: { code } })
  })

  test('an emulated page that reloads with its old token gets the newest token', async () => {
    vi.useFakeTimers()
    const { props, status } = createTestHost(60)
    render(<ExploEmbed embedId="sales" {...props} />)
    await advanceTime(50_000)
    const first = page()
    expect(first?.token).toBe('token-2')
    act(() => first?.reload())
    expect(first?.token).toBe('token-1')
    await advanceTime(400)
    expect(emulation.pages()).toMatchObject([{ token: 'token-2' }])
    expect(status()).toBe('ready')
  })

  test('emulatePages leaves iframes of other sites and messages to other origins unchanged', async () => {
    const { props, status } = createTestHost()
    render(
      <>
        <iframe title="other" src="https://other.test/page" />
        <FeltEmbed mapId="map-1" {...props} />
      </>,
    )
    await waitFor(() => expect(status()).toBe('ready'))
    expect(emulation.pages()).toHaveLength(1)
    const before = page()?.received.length
    page()?.iframe.contentWindow?.postMessage('stray', 'https://other.test')
    expect(page()?.received.length).toBe(before)
  })

  test('emulation.close restores everything', async () => {
    const { props, status } = createTestHost()
    const channel = globalThis.MessageChannel
    render(<FeltEmbed mapId="map-1" {...props} />)
    await waitFor(() => expect(status()).toBe('ready'))
    const { iframe } = page() ?? {}
    emulation.close()
    expect(emulation.pages()).toEqual([])
    expect(globalThis.MessageChannel).not.toBe(channel)
    expect(iframe && Object.hasOwn(iframe, 'contentWindow')).toBe(false)
  })
}
