import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { felt, type FeltController, type FeltProps } from '../../src/adapters/felt.ts'
import { whenMapIdle, onViewerActivity } from '../../src/adapters/feltMapEvents.ts'
import { takeComplaints } from '../support/cleanConsole.ts'
import {
  type Respond,
  makeToken,
  errorOf,
  type FakeChannel,
  fakeChannel,
  MINUTE,
  SECOND,
  settle,
} from '../core/support.ts'

const PROPS: FeltProps = { mapId: 'CjU1CMJPTAGofjOK3ICf1D' }
const VIEW = { center: { latitude: 40.5, longitude: -74 }, zoom: 10.25 }

async function srcOf(props: Partial<FeltProps> = {}, value = 'secret', from?: object): Promise<URL> {
  return felt.buildSrc({ ...PROPS, ...props }, makeToken({ value }), from as FeltController | undefined)
}

describe('felt.buildSrc', () => {
  test('felt.buildSrc returns the URL of the map with the token', async () => {
    expect((await srcOf()).href).toBe('https://felt.com/embed/map/CjU1CMJPTAGofjOK3ICf1D?token=secret')
    expect((await srcOf({ mapId: 'My-Map-CjU1CM' })).pathname).toBe('/embed/map/My-Map-CjU1CM')
  })

  test('felt.buildSrc is synchronous for the first iframe, so that the iframe is part of the first commit', () => {
    expect(felt.buildSrc(PROPS, makeToken())).toBeInstanceOf(URL)
  })

  test.each(['+/=&#?% ', 'a+b', 'a b', '100%', '%2B', '&token=other', 'é'])(
    'felt.buildSrc encodes the token %j exactly once',
    async (token) => {
      const { href } = await srcOf({}, token)
      expect(new URL(href).searchParams.getAll('token')).toEqual([token])
      expect(new URL(href).hash).toBe('')
    },
  )

  test('felt.buildSrc sets a parameter for each named control', async () => {
    const on = { showLegend: true, cooperativeGestures: true, fullScreenButton: true }
    const off = { geolocation: false, zoomControls: false, scaleBar: false }
    expect((await srcOf({ uiControls: { ...on, ...off } })).search).toBe(
      '?legend=1&cooperativeGestures=1&link=1&geolocation=0&zoomControls=0&scaleBar=0&token=secret',
    )
  })

  test('felt.buildSrc omits unnamed controls', async () => {
    expect((await srcOf({ uiControls: { showLegend: undefined, scaleBar: false } })).search).toBe(
      '?scaleBar=0&token=secret',
    )
  })

  test('felt.buildSrc includes initialViewport', async () => {
    expect((await srcOf({ initialViewport: VIEW })).searchParams.get('loc')).toBe('40.5,-74,10.25z')
  })

  test("felt.buildSrc starts a pending map at the viewer's current position", async () => {
    const elsewhere = { center: { latitude: 0, longitude: 0 }, zoom: 3 }
    const from = { getViewport: async () => VIEW }
    expect((await srcOf({ initialViewport: elsewhere }, 'secret', from)).searchParams.get('loc')).toBe(
      '40.5,-74,10.25z',
    )
  })

  test('felt.buildSrc rejects when the active map does not return its viewport', async () => {
    const from = { getViewport: () => Promise.reject(new Error('gone')) }
    await expect(srcOf({}, 'secret', from)).rejects.toThrow('gone')
  })

  test('felt.buildSrc adds extraParams without overriding its own parameters', async () => {
    const extraParams = { token: 'forged', loc: '0,0,1z', legend: 0, share: true, none: undefined }
    const { searchParams } = await srcOf({ extraParams, initialViewport: VIEW, uiControls: { showLegend: true } })
    expect(Object.fromEntries(searchParams)).toEqual({
      legend: '1',
      token: 'secret',
      loc: '40.5,-74,10.25z',
      share: 'true',
    })
    expect(searchParams.getAll('token')).toHaveLength(1)
    expect(takeComplaints()).toEqual(
      ['token', 'loc', 'legend'].map((name) => expect.stringContaining(`parameter ${name}`)),
    )
  })

  test('felt.buildSrc uses the origin prop', async () => {
    expect((await srcOf({ origin: 'http://127.0.0.1:4173' })).href).toBe(
      'http://127.0.0.1:4173/embed/map/CjU1CMJPTAGofjOK3ICf1D?token=secret',
    )
  })
})

describe('felt with props', () => {
  test('felt.validate accepts an id, or a slug with the id at its end', () => {
    expect(() => felt.validate?.(PROPS)).not.toThrow()
    expect(() => felt.validate?.({ mapId: 'My-Map-CjU1CM', origin: 'https://maps.acme.test' })).not.toThrow()
  })

  test.each<FeltProps>([
    { mapId: '' },
    { mapId: '../admin' },
    { mapId: 'a?token=b' },
    { mapId: 'https://felt.com/dashboard' },
    { mapId: 'https://felt.com/map/..' },
    { ...PROPS, origin: 'http://felt.com' },
    { ...PROPS, origin: 'https://felt.com/embed' },
    { ...PROPS, origin: '' },
  ])('felt.validate rejects %j', (props) => {
    expect(errorOf(() => felt.validate?.(props)).code).toBe('INVALID_PROPS')
  })

  test.each([
    ['a slug', `My-map-${PROPS.mapId}`],
    ["the map's URL", `https://felt.com/map/My-map-${PROPS.mapId}?loc=1,2,3z`],
    ["the embed's URL", `https://felt.com/embed/map/${PROPS.mapId}?token=secret`],
  ])('felt requests, shares and loads by the id when mapId is %s', (_, mapId) => {
    const slug = { ...PROPS, mapId }
    expect(() => felt.validate?.(slug)).not.toThrow()
    expect(felt.resource(slug)).toEqual({ mapId: PROPS.mapId })
    expect([felt.tokenKey(slug), felt.frameKey(slug)]).toEqual([felt.tokenKey(PROPS), felt.frameKey(PROPS)])
  })

  test('felt.resource contains the map id', () => {
    expect(felt.resource({ ...PROPS, uiControls: { scaleBar: true } })).toEqual({ mapId: PROPS.mapId })
  })

  test('felt.tokenKey is equal for equal map and origin', () => {
    const key = felt.tokenKey(PROPS)
    expect(felt.tokenKey({ ...PROPS, uiControls: {}, refreshMode: 'none', extraParams: { a: 1 } })).toBe(key)
    expect(felt.tokenKey({ mapId: 'other' })).not.toBe(key)
    expect(felt.tokenKey({ ...PROPS, origin: 'http://localhost' })).not.toBe(key)
  })

  test('felt.frameKey changes only for props that change the URL', () => {
    const key = felt.frameKey(PROPS)
    const harmless: Partial<FeltProps> = { uiControls: { scaleBar: true }, initialViewport: VIEW, refreshMode: 'none' }
    expect(felt.frameKey({ ...PROPS, ...harmless })).toBe(key)
    const others: Partial<FeltProps>[] = [{ mapId: 'b' }, { origin: 'http://localhost' }, { extraParams: { a: 1 } }]
    for (const other of others) expect(felt.frameKey({ ...PROPS, ...other })).not.toBe(key)
  })

  test('felt.allow includes geolocation only when its button is visible', () => {
    expect(felt.allow?.(PROPS)).toBe('fullscreen')
    expect(felt.allow?.({ ...PROPS, uiControls: { geolocation: false } })).toBe('fullscreen')
    expect(felt.allow?.({ ...PROPS, uiControls: { geolocation: true } })).toBe('fullscreen; geolocation')
  })
})

describe('felt.parseResponse', () => {
  const { TZ } = process.env

  afterEach(() => {
    if (TZ === undefined) delete process.env.TZ
    else process.env.TZ = TZ
  })

  test.each(['UTC', 'America/Los_Angeles', 'Asia/Kolkata'])(
    "felt.parseResponse treats Felt's timestamp as UTC: in %s",
    (zone) => {
      process.env.TZ = zone
      const answer = felt.parseResponse({ token: 'a', expires_at: '2024-05-25T15:51:34' })
      expect(answer).toMatchObject({ token: 'a', expiresAt: Date.UTC(2024, 4, 25, 15, 51, 34) })
    },
  )

  test("felt.parseResponse accepts the library's shapes", () => {
    expect(felt.parseResponse('a').token).toBe('a')
    expect(felt.parseResponse({ token: 'a', expiresIn: 60 })).toMatchObject({ token: 'a', lifetime: 60_000 })
    const both = felt.parseResponse({ token: 'a', expires_at: '2024-05-25T15:51:34', expiresIn: 60 })
    expect(both.lifetime).toBe(60_000)
  })

  test('felt.parseResponse rejects an unparsable timestamp', () => {
    const { code, message } = errorOf(() => felt.parseResponse({ token: 'a', expires_at: 'soon' }))
    expect([code, message]).toEqual([
      'INVALID_TOKEN_RESPONSE',
      expect.stringContaining('expires_at could not be parsed'),
    ])
  })

  test.each([undefined, null, '', {}, { expires_at: '2024-05-25T15:51:34' }, { errors: [{ detail: 'no' }] }])(
    'felt.parseResponse rejects a missing token: %j',
    (answer) => {
      expect(errorOf(() => felt.parseResponse(answer)).code).toBe('INVALID_TOKEN_RESPONSE')
    },
  )

  test('felt.lifetime is fifteen minutes by default and at most', () => {
    expect(felt.lifetime(PROPS)).toEqual({ default: 900_000, max: 900_000 })
  })
})

describe("Felt's handshake", () => {
  const READY = { type: 'felt.ready' }
  const ports: MessagePort[] = []

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  })
  afterEach(() => {
    vi.useRealTimers()
    for (const port of ports.splice(0)) port.close()
  })

  /** Lets time pass, and everything run that waits for a turn of the real event loop only. */
  async function pass(ms: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(ms)
    for (let turn = 0; turn < 5; turn += 1) await settle()
  }

  async function connect(answer?: Respond): Promise<{ frame: FakeChannel; controller: FeltController }> {
    const frame = fakeChannel(answer)
    frame.load()
    const connected = felt.connect(frame, { getProps: () => PROPS, getToken: () => undefined, resize: () => {} })
    await pass(MINUTE)
    return { frame, controller: await connected }
  }

  function connectOpen(answer?: Respond): { frame: FakeChannel; onSettled: ReturnType<typeof vi.fn> } {
    const frame = fakeChannel(answer)
    const onSettled = vi.fn()
    void felt
      .connect(frame, { getProps: () => PROPS, getToken: () => undefined, resize: () => {} })
      .then(onSettled, onSettled)
    return { frame, onSettled }
  }

  test("the handshake waits for the page's load event", async () => {
    const { frame, onSettled } = connectOpen()
    await pass(0)
    expect(frame.requests).toEqual([])
    frame.load()
    await vi.waitFor(() => expect(onSettled).toHaveBeenCalled())
    expect(frame.requests).toHaveLength(1)
  })

  test('the handshake reaches a page with late listeners, with timeouts growing up to five seconds', async () => {
    const { frame } = await connect((question) => {
      if (question <= 12) throw new Error('no answer in time')
      return true
    })
    expect(frame.requests.map(({ message }) => message)).toEqual(Array(13).fill(READY))
    const patience = frame.requests.map(({ timeout }) => timeout)
    expect(patience.slice(0, 3)).toEqual([100, 150, 225])
    expect(patience).toEqual([...patience].sort((a, b) => a - b))
    expect(patience.at(-1)).toBe(5_000)
  })

  test('the handshake uses a new port for each attempt, because a port cannot be sent twice', async () => {
    const { frame } = await connect((question) => question === 3)
    expect(frame.requests).toHaveLength(3)
    expect(frame.posts).toEqual([])
  })

  const WRONG = [false, 1, 'true', undefined, null, { type: 'felt.ready' }]
  const failing: [string, Respond][] = WRONG.map((wrong) => [`answers ${JSON.stringify(wrong)} at once`, () => wrong])
  failing.push([
    'cannot even be asked, as where there is no MessageChannel',
    () => {
      throw new ReferenceError('MessageChannel is not defined')
    },
  ])

  test.each(failing)('the handshake continues until the response is true, with a page that %s', async (_, answer) => {
    const { frame, onSettled } = connectOpen((question) => (question < 3 ? answer(question) : true))
    frame.load()
    await pass(SECOND)
    expect(frame.requests).toHaveLength(3)
    expect(onSettled).toHaveBeenCalledTimes(1)
  })

  test.each(failing)(
    'the handshake waits for the timeout between two attempts, with a page that %s',
    async (_, answer) => {
      // It ends on its own, so that a loop without a pause ends too.
      const { frame } = connectOpen((question) => (question < 100 ? answer(question) : true))
      frame.load()
      await pass(0)
      expect(frame.requests).toHaveLength(1)
      await pass(99)
      expect(frame.requests).toHaveLength(1)
      await pass(1)
      expect(frame.requests).toHaveLength(2)
      frame.dispose()
      await pass(0)
      expect(vi.getTimerCount()).toBe(0)
    },
  )

  test('the handshake retries without delay when the previous request used up its timeout', async () => {
    const { frame } = connectOpen(async () => {
      const { timeout = 0 } = frame.requests.at(-1) ?? {}
      await new Promise((resolve) => setTimeout(resolve, timeout))
      throw new Error('no answer in time')
    })
    frame.load()
    await pass(100 + 150 + 225 + 10)
    expect(frame.requests).toHaveLength(4)
  })

  test('the handshake ends without a result when the iframe is removed', async () => {
    const { frame, onSettled } = connectOpen((question) => {
      if (question === 2) frame.dispose()
      throw new Error('no answer in time')
    })
    frame.load()
    await pass(MINUTE)
    expect(frame.requests).toHaveLength(2)
    expect(onSettled).not.toHaveBeenCalled()
  })

  test("the handshake returns a controller that posts through the iframe's channel, with a new port per call", async () => {
    const { frame, controller } = await connect()
    const answers = [controller.getViewport(), controller.getViewport()]
    expect(frame.posts.map(({ message }) => message)).toEqual([{ type: 'getViewport' }, { type: 'getViewport' }])
    const sent = frame.posts.flatMap(({ transfer }) => transfer).filter((port) => port instanceof MessagePort)
    ports.push(...sent)
    expect(new Set(sent).size).toBe(2)
    for (const port of sent) port.postMessage(VIEW)
    expect(await Promise.all(answers)).toEqual([VIEW, VIEW])
  })
})

describe('a ready Felt map', () => {
  test('a ready map receives changed controls only', () => {
    const updateUiControls = vi.fn()
    const controller = { updateUiControls } as unknown as FeltController
    const update = (now: Partial<FeltProps>, before: Partial<FeltProps>): void =>
      felt.update?.(controller, { ...PROPS, ...now }, { ...PROPS, ...before })
    update({ uiControls: { scaleBar: true } }, { uiControls: { scaleBar: true } })
    update({ initialViewport: VIEW, refreshMode: 'none' }, {})
    expect(updateUiControls).not.toHaveBeenCalled()
    update({ uiControls: { scaleBar: false } }, { uiControls: { scaleBar: true } })
    update({ uiControls: { scaleBar: true } }, {})
    expect(updateUiControls.mock.calls).toEqual([[{ scaleBar: false }], [{ scaleBar: true }]])
  })

  test("a ready map gets Felt's default for each control that is omitted from now on", () => {
    const updateUiControls = vi.fn()
    const controller = { updateUiControls } as unknown as FeltController
    const before = { ...PROPS, uiControls: { showLegend: false, geolocation: true, scaleBar: undefined } }
    felt.update?.(controller, PROPS, before)
    felt.update?.(controller, { ...PROPS, uiControls: { geolocation: false, showLegend: undefined } }, before)
    expect(updateUiControls.mock.calls).toEqual([
      [{ showLegend: true, geolocation: false }],
      [{ showLegend: true, geolocation: false }],
    ])
  })

  test('a ready map is refreshed by a swap with its view', () => {
    const strategies = [felt.refreshStrategy(PROPS), felt.refreshStrategy({ ...PROPS, refreshMode: 'swap' })]
    for (const refreshStrategy of strategies)
      expect(refreshStrategy).toEqual({
        mode: 'swap',
        transferView: expect.any(Function),
        whenRendered: whenMapIdle,
        onViewerActivity,
      })
  })

  test('a ready map is kept when refreshMode is none', () => {
    expect(felt.refreshStrategy({ ...PROPS, refreshMode: 'none' })).toEqual({ mode: 'none' })
  })
})
