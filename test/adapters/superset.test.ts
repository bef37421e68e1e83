import { Switchboard } from '@superset-ui/switchboard'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { superset, type SupersetController, type SupersetProps } from '../../src/superset.ts'
import { errorOf, fakeChannel, makeToken } from '../core/support.ts'

const PROPS: SupersetProps = { dashboardId: 'd73e7841-9342', origin: 'https://superset.example.com' }

const srcOf = (props: Partial<SupersetProps>) => String(superset.buildSrc({ ...PROPS, ...props }, makeToken()))

describe('the URL of a Superset dashboard', () => {
  test.each<[Partial<SupersetProps>, string]>([
    [{}, ''],
    [{ dashboardUiConfig: {} }, ''],
    [{ dashboardUiConfig: { hideTitle: true } }, '?uiConfig=1'],
    [{ dashboardUiConfig: { hideTab: true, hideChartControls: true, showRowLimitWarning: true } }, '?uiConfig=42'],
    [{ onDataMask: () => {} }, '?uiConfig=16'],
    [{ onDataMask: () => {}, dashboardUiConfig: { emitDataMasks: false } }, ''],
    [{ onDataMask: () => {}, dashboardUiConfig: { emitDataMasks: undefined } }, '?uiConfig=16'],
    [{ dashboardUiConfig: { filters: { visible: false, expanded: true } } }, '?show_filters=false&expand_filters=true'],
    [{ dashboardUiConfig: { urlParams: { themeMode: 'dark', none: undefined } } }, '?themeMode=dark'],
  ])('the URL for %j ends in "%s"', (props, query) => {
    expect(srcOf(props)).toBe(`https://superset.example.com/embedded/d73e7841-9342${query}`)
  })

  test('holds no token', () => {
    expect(srcOf({})).not.toContain(makeToken().value)
  })
})

test.each<[Partial<SupersetProps>, RegExp]>([
  [{ dashboardId: '../login' }, /dashboardId must be an id/],
  [{ origin: 'https://superset.example.com/path' }, /origin must be like/],
])('the props %j are invalid', (props, message) => {
  expect(errorOf(() => superset.validate?.({ ...PROPS, ...props })).message).toMatch(message)
})

describe('the lifetime of a guest token', () => {
  const jwt = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`

  test.each([
    [{ token: jwt({ iat: 1_000, exp: 1_300 }) }, { maxLifetime: 300_000, expiresAt: 1_300_000 }],
    [{ token: jwt({ exp: 1_300 }) }, { expiresAt: 1_300_000 }],
    [{ token: jwt({ iat: 1_000, exp: 1_300 }), expiresIn: 60 }, { lifetime: 60_000 }],
    [{ token: 'opaque' }, {}],
    [{ token: 'not.json.x' }, {}],
  ])('is read from the response %j', (response, expected) => {
    const { token: _, ...expiry } = superset.parseResponse(response)
    expect(JSON.parse(JSON.stringify(expiry))).toEqual(expected)
  })
})

/** A page that speaks through Superset's own package. */
describe('the connection to a Superset page', () => {
  const ports: MessagePort[] = []
  afterEach(() => ports.splice(0).forEach((port) => port.close()))

  async function connect(props: Partial<SupersetProps> = {}) {
    const frame = fakeChannel()
    const tokens: unknown[] = []
    const [resize, getProps] = [vi.fn(), () => ({ ...PROPS, ...props })]
    const connected = superset.connect(frame, { getProps, getToken: () => makeToken({ value: 'first' }), resize })
    frame.load()
    await vi.waitFor(() => expect(frame.posts).toHaveLength(1))
    const port = frame.posts[0]?.transfer[0]
    if (!(port instanceof MessagePort)) throw new Error('no port was transferred')
    ports.push(port)
    const page = new Switchboard({ port, name: 'superset' })
    page.defineMethod('guestToken', ({ guestToken }: { guestToken: unknown }) => void tokens.push(guestToken))
    page.defineMethod('getScrollSize', () => ({ width: 800, height: 1_234 }))
    page.defineMethod('getDashboardPermalink', ({ anchor }: { anchor: string }) => `https://s.example/p/${anchor}`)
    page.defineMethod('getActiveTabs', () => ['TAB-1'])
    page.defineMethod('getDataMask', () => ({ 'FILTER-1': { id: 'FILTER-1' } }))
    page.start()
    const controller: SupersetController = await connected
    return { frame, page, controller, tokens, resize }
  }

  test('begins with a port transfer after the load of the page', async () => {
    const { frame } = await connect()
    expect(frame.posts[0]?.message).toEqual({ type: '__embedded_comms__', handshake: 'port transfer' })
  })

  test('gives the page its first token and each later one in place', async () => {
    const { frame, controller, tokens } = await connect()
    const strategy = superset.refreshStrategy(PROPS)
    if (strategy.mode === 'in-place') strategy.sendToken(makeToken({ value: 'second' }), frame, controller)
    await vi.waitFor(() => expect(tokens).toEqual(['first', 'second']))
  })

  test('answers the methods of the Embedded SDK', async () => {
    const { controller } = await connect()
    expect(await controller.getScrollSize()).toEqual({ width: 800, height: 1_234 })
    expect(await controller.getDashboardPermalink('CHART-1')).toBe('https://s.example/p/CHART-1')
    expect(await controller.getActiveTabs()).toEqual(['TAB-1'])
    expect(await controller.getDataMask()).toEqual({ 'FILTER-1': { id: 'FILTER-1' } })
  })

  test('rejects a call of a method that the page does not know', async () => {
    const { controller } = await connect()
    await expect(controller.getChartStates()).rejects.toMatchObject({
      code: 'NO_RESPONSE',
      message: expect.stringContaining('"getChartStates" is not defined'),
    })
  })

  test('rejects a call that waits when the page goes', async () => {
    const { frame, page, controller } = await connect()
    page.defineMethod('getActiveTabs', () => new Promise(() => {}))
    const call = controller.getActiveTabs()
    frame.dispose()
    await expect(call).rejects.toMatchObject({ code: 'NO_RESPONSE' })
  })

  test.each([
    [undefined, null],
    [({ key }: { key: string }) => `https://app.example.com/share/${key}`, 'https://app.example.com/share/xyz'],
    [async ({ key }: { key: string }) => `https://app.example.com/${key}`, 'https://app.example.com/xyz'],
  ])('answers the page with the URL of the app for a shared link', async (resolvePermalinkUrl, expected) => {
    const { page } = await connect({ resolvePermalinkUrl })
    expect(await page.get('resolvePermalinkUrl', { key: 'xyz' })).toBe(expected)
  })

  test('tells the page that a method of the app failed, and what it does not have', async () => {
    const { page } = await connect({ resolvePermalinkUrl: () => Promise.reject(new Error('offline')) })
    await expect(page.get('resolvePermalinkUrl', { key: 'xyz' })).rejects.toThrow('threw an error')
    await expect(page.get('toString')).rejects.toThrow('is not defined')
  })

  test('passes each change of a filter to `onDataMask`', async () => {
    const onDataMask = vi.fn()
    const { page } = await connect({ onDataMask })
    page.emit('observeDataMask', { nativeFiltersChanged: true })
    await vi.waitFor(() => expect(onDataMask.mock.calls).toEqual([[{ nativeFiltersChanged: true }]]))
  })

  test('a Superset page removed before its first response leaves no timer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    const frame = fakeChannel()
    const host = { getProps: () => PROPS, getToken: () => makeToken(), resize: vi.fn() }
    const connected = superset.connect(frame, host)
    frame.load()
    await vi.waitFor(() => expect(frame.posts).toHaveLength(1))
    frame.dispose()
    await connected
    await new Promise((resolve) => setImmediate(resolve))
    expect(vi.getTimerCount()).toBe(0)
  })

  test('a Superset page that stops responding gets no further calls', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const { page } = await connect({ autoHeight: true })
    const getScrollSize = vi.fn(() => new Promise<never>(() => {}))
    page.defineMethod('getScrollSize', getScrollSize)
    for (let count = 0; count < 20; count += 1) {
      await vi.advanceTimersByTimeAsync(500)
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(getScrollSize).toHaveBeenCalledTimes(1)
  })

  test.each([
    [true, [[1_234]]],
    [false, []],
  ])('requests the height of the page with `autoHeight={%j}`: %j', async (autoHeight, calls) => {
    expect((await connect({ autoHeight })).resize.mock.calls).toEqual(calls)
  })
})
