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

describe('the URL', () => {
  test('is that of the map with its token', async () => {
    expect((await srcOf()).href).toBe('https://felt.com/embed/map/CjU1CMJPTAGofjOK3ICf1D?token=secret')
    expect((await srcOf({ mapId: 'My-Map-CjU1CM' })).pathname).toBe('/embed/map/My-Map-CjU1CM')
  })

  test('is there at once for a first frame, so that it is part of the first commit', () => {
    expect(felt.buildSrc(PROPS, makeToken())).toBeInstanceOf(URL)
  })

  test.each(['+/=&#?% ', 'a+b', 'a b', '100%', '%2B', '&token=other', 'é'])(
    'holds the token %j encoded exactly once',
    async (token) => {
      const { href } = await srcOf({}, token)
      expect(new URL(href).searchParams.getAll('token')).toEqual([token])
      expect(new URL(href).hash).toBe('')
    },
  )

  test('says of each control that is named whether Felt draws it', async () => {
    const on = { showLegend: true, cooperativeGestures: true, fullScreenButton: true }
    const off = { geolocation: false, zoomControls: false, scaleBar: false }
    expect((await srcOf({ uiControls: { ...on, ...off } })).search).toBe(
      '?legend=1&cooperativeGestures=1&link=1&geolocation=0&zoomControls=0&scaleBar=0&token=secret',
    )
  })

  test('says nothing of a control that is not named', async () => {
    expect((await srcOf({ uiControls: { showLegend: undefined, scaleBar: false } })).search).toBe(
      '?scaleBar=0&token=secret',
    )
  })

  test('holds where the map starts', async () => {
    expect((await srcOf({ initialViewport: VIEW })).searchParams.get('loc')).toBe('40.5,-74,10.25z')
  })

  test('starts a map that replaces another where the viewer is looking', async () => {
    const elsewhere = { center: { latitude: 0, longitude: 0 }, zoom: 3 }
    const from = { getViewport: async () => VIEW }
    expect((await srcOf({ initialViewport: elsewhere }, 'secret', from)).searchParams.get('loc')).toBe(
      '40.5,-74,10.25z',
    )
  })

  test('fails when the map on show does not say where the viewer is looking', async () => {
    const from = { getViewport: () => Promise.reject(new Error('gone')) }
    await expect(srcOf({}, 'secret', from)).rejects.toThrow('gone')
  })

  test('takes parameters of the host, but not in the place of its own', async () => {
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

  test('may be of another origin', async () => {
    expect((await srcOf({ origin: 'http://127.0.0.1:4173' })).href).toBe(
      'http://127.0.0.1:4173/embed/map/CjU1CMJPTAGofjOK3ICf1D?token=secret',
    )
  })
})

describe('the props', () => {
  test('are fine with an id, or with a slug that ends in it', () => {
    expect(() => felt.validate?.(PROPS)).not.toThrow()
    expect(() => felt.validate?.({ mapId: 'My-Map-CjU1CM', origin: 'https://maps.acme.test' })).not.toThrow()
  })

  test.each<FeltProps>([
    { mapId: '' },
    { mapId: '../admin' },
    { mapId: 'a?token=b' },
    { ...PROPS, origin: 'http://felt.com' },
    { ...PROPS, origin: 'https://felt.com/embed' },
    { ...PROPS, origin: '' },
  ])('are refused: %j', (props) => {
    expect(errorOf(() => felt.validate?.(props)).code).toBe('INVALID_PROPS')
  })

  test('request, share and load by the id when mapId is a slug', () => {
    const slug = { ...PROPS, mapId: `My-map-${PROPS.mapId}` }
    expect(felt.resource(slug)).toEqual({ mapId: PROPS.mapId })
    expect([felt.tokenKey(slug), felt.frameKey(slug)]).toEqual([felt.tokenKey(PROPS), felt.frameKey(PROPS)])
  })

  test('ask for a token of the map', () => {
    expect(felt.resource({ ...PROPS, uiControls: { scaleBar: true } })).toEqual({ mapId: PROPS.mapId })
  })

  test('share a token where map and origin are the same', () => {
    const key = felt.tokenKey(PROPS)
    expect(felt.tokenKey({ ...PROPS, uiControls: {}, refreshMode: 'none', extraParams: { a: 1 } })).toBe(key)
    expect(felt.tokenKey({ mapId: 'other' })).not.toBe(key)
    expect(felt.tokenKey({ ...PROPS, origin: 'http://localhost' })).not.toBe(key)
  })

  test('touch a frame only where its URL cannot stay', () => {
    const key = felt.frameKey(PROPS)
    const harmless: Partial<FeltProps> = { uiControls: { scaleBar: true }, initialViewport: VIEW, refreshMode: 'none' }
    expect(felt.frameKey({ ...PROPS, ...harmless })).toBe(key)
    const others: Partial<FeltProps>[] = [{ mapId: 'b' }, { origin: 'http://localhost' }, { extraParams: { a: 1 } }]
    for (const other of others) expect(felt.frameKey({ ...PROPS, ...other })).not.toBe(key)
  })

  test('allow the frame to ask where the viewer is only with the button for it', () => {
    expect(felt.allow?.(PROPS)).toBe('fullscreen')
    expect(felt.allow?.({ ...PROPS, uiControls: { geolocation: false } })).toBe('fullscreen')
    expect(felt.allow?.({ ...PROPS, uiControls: { geolocation: true } })).toBe('fullscreen; geolocation')
  })
})

describe("the back end's answer", () => {
  const { TZ } = process.env

  afterEach(() => {
    if (TZ === undefined) delete process.env.TZ
    else process.env.TZ = TZ
  })

  test.each(['UTC', 'America/Los_Angeles', 'Asia/Kolkata'])(
    'is taken as Felt gives it, its stamp as UTC: in %s',
    (zone) => {
      process.env.TZ = zone
      const answer = felt.parseResponse({ token: 'a', expires_at: '2024-05-25T15:51:34' })
      expect(answer).toMatchObject({ token: 'a', expiresAt: Date.UTC(2024, 4, 25, 15, 51, 34) })
    },
  )

  test('is taken in the forms of the library', () => {
    expect(felt.parseResponse('a').token).toBe('a')
    expect(felt.parseResponse({ token: 'a', expiresIn: 60 })).toMatchObject({ token: 'a', lifetime: 60_000 })
    const both = felt.parseResponse({ token: 'a', expires_at: '2024-05-25T15:51:34', expiresIn: 60 })
    expect(both.lifetime).toBe(60_000)
  })

  test('is refused when its timestamp cannot be read', () => {
    const { code, message } = errorOf(() => felt.parseResponse({ token: 'a', expires_at: 'soon' }))
    expect([code, message]).toEqual(['INVALID_TOKEN_RESPONSE', expect.stringContaining('expires_at cannot be read')])
  })

  test.each([undefined, null, '', {}, { expires_at: '2024-05-25T15:51:34' }, { errors: [{ detail: 'no' }] }])(
    'is refused without a token: %j',
    (answer) => {
      expect(errorOf(() => felt.parseResponse(answer)).code).toBe('INVALID_TOKEN_RESPONSE')
    },
  )

  test('lives for fifteen minutes where it does not say, and never longer', () => {
    expect(felt.lifetime(PROPS)).toEqual({ default: 900_000, max: 900_000 })
  })
})

describe('the handshake', () => {
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

  test('waits for the page to load', async () => {
    const { frame, onSettled } = connectOpen()
    await pass(0)
    expect(frame.requests).toEqual([])
    frame.load()
    await vi.waitFor(() => expect(onSettled).toHaveBeenCalled())
    expect(frame.requests).toHaveLength(1)
  })

  test('reaches a page that listens late, with growing patience up to five seconds', async () => {
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

  test('asks each time anew, as a port that was sent once cannot be sent again', async () => {
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

  test.each(failing)('goes on until the answer is true, with a page that %s', async (_, answer) => {
    const { frame, onSettled } = connectOpen((question) => (question < 3 ? answer(question) : true))
    frame.load()
    await pass(SECOND)
    expect(frame.requests).toHaveLength(3)
    expect(onSettled).toHaveBeenCalledTimes(1)
  })

  test.each(failing)('waits for the timeout between two tries, with a page that %s', async (_, answer) => {
    // It ends by itself, so that a loop without a pause ends too.
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
  })

  test('asks again without a pause where the question itself took its time', async () => {
    const { frame } = connectOpen(async () => {
      const { timeout = 0 } = frame.requests.at(-1) ?? {}
      await new Promise((resolve) => setTimeout(resolve, timeout))
      throw new Error('no answer in time')
    })
    frame.load()
    await pass(100 + 150 + 225 + 10)
    expect(frame.requests).toHaveLength(4)
  })

  test('ends when the frame is retired, without a result', async () => {
    const { frame, onSettled } = connectOpen((question) => {
      if (question === 2) frame.dispose()
      throw new Error('no answer in time')
    })
    frame.load()
    await pass(MINUTE)
    expect(frame.requests).toHaveLength(2)
    expect(onSettled).not.toHaveBeenCalled()
  })

  test('gives a controller that posts through the frame, with a new port each time', async () => {
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

describe('a live map', () => {
  test('is told of other controls, and of nothing else', () => {
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

  test('hands over to a second frame, and the view with it', () => {
    const strategies = [felt.refreshStrategy(PROPS), felt.refreshStrategy({ ...PROPS, refreshMode: 'swap' })]
    for (const refreshStrategy of strategies)
      expect(refreshStrategy).toEqual({
        mode: 'swap',
        transferView: expect.any(Function),
        whenRendered: whenMapIdle,
        onViewerActivity,
      })
  })

  test('is left alone where the host wants that', () => {
    expect(felt.refreshStrategy({ ...PROPS, refreshMode: 'none' })).toEqual({ mode: 'none' })
  })
})
