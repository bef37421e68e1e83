import { describe, expect, test, vi } from 'vitest'
import { explo, type ExploController, type ExploProps } from '../../src/adapters/explo.ts'
import { takeComplaints } from '../support/cleanConsole.ts'
import { makeToken, DAY, errorOf, type FakeChannel, fakeChannel, HOUR, settle } from '../core/support.ts'

const PROPS: ExploProps = { embedId: 'd5b2' }

function srcOf(props: Partial<ExploProps> = {}, value = 'a.b.c', from?: ExploController): URL {
  const src = explo.buildSrc({ ...PROPS, ...props }, makeToken({ value }), from)
  if (src instanceof Promise) throw new Error('the URL is there at once, so that it is part of the first commit')
  return src
}

describe('the URL', () => {
  test.each<[Partial<ExploProps>, string]>([
    [{}, 'https://app.explo.co/iframe/a.b.c/production'],
    [{ kind: 'dashboard' }, 'https://app.explo.co/iframe/a.b.c/production'],
    [{ kind: 'report-builder' }, 'https://app.explo.co/report-builder/iframe/a.b.c/production'],
    [{ environment: 'staging' }, 'https://app.explo.co/iframe/a.b.c/staging'],
    [{ environment: 'a/b ?#é' }, 'https://app.explo.co/iframe/a.b.c/a%2Fb%20%3F%23%C3%A9'],
    [{ origin: 'http://127.0.0.1:4173' }, 'http://127.0.0.1:4173/iframe/a.b.c/production'],
  ])('for %j is %s', (props, href) => {
    expect(srcOf(props).href).toBe(href)
  })

  test.each(['+/=&#?% ', '%2F', 'a/b', '../x', 'é'])(
    'holds the token %j in its path, encoded exactly once',
    (token) => {
      const { pathname, search, hash } = new URL(srcOf({}, token).href)
      expect(pathname.split('/').map(decodeURIComponent)).toEqual(['', 'iframe', token, 'production'])
      expect([search, hash]).toEqual(['', ''])
    },
  )

  test('holds what the page is to show, strings in double quotes', () => {
    const { searchParams } = srcOf({
      localeCode: 'fr-fr',
      refreshMinutes: 5,
      variables: { name: 'x', list: ['a', 'b'], year: 2024, range: { from: 1 }, none: undefined },
    })
    expect(Object.fromEntries(searchParams)).toEqual({
      locale_code: '"fr-fr"',
      'refresh-minutes': '5',
      name: '"x"',
      list: '["a","b"]',
      year: '2024',
      range: '"{\\"from\\":1}"',
    })
  })

  test("lets the library's own names win over variables, and both over parameters of the host", () => {
    const { searchParams } = srcOf({
      localeCode: 'fr-fr',
      refreshMinutes: 5,
      variables: { locale_code: 'xx', 'refresh-minutes': 99, year: 2024 },
      extraParams: { locale_code: 'yy', year: 1, raw: 'as it is' },
    })
    expect([...searchParams]).toEqual([
      ['locale_code', '"fr-fr"'],
      ['refresh-minutes', '5'],
      ['year', '2024'],
      ['raw', 'as it is'],
    ])
    expect(takeComplaints()).toHaveLength(4)
  })

  test('never takes a variable for a setting of the page', () => {
    const { searchParams } = srcOf({ variables: { locale_code: 'yy', 'refresh-minutes': 98, year: 2024 } })
    expect([...searchParams]).toEqual([['year', '2024']])
    // Each name is told of once, perhaps by a test before.
    takeComplaints()
  })

  test('starts with the variables as they were in the page that it replaces', async () => {
    const { frame, controller } = connect()
    frame.postFromPage({ event: 'sendVariableUpdatedEvent', detail: { varName: 'region', newValue: 'Asia' } })
    frame.postFromPage(isReadyEvent('dashboardLoaded'))
    const from = await controller
    from.setVariable('year', 2023)
    from.setVariables({ kind: ['a'] })
    frame.postFromPage({ event: 'sendVariableUpdatedEvent', detail: { varName: 'year', newValue: 2022 } })
    const { searchParams } = srcOf({ variables: { region: 'Europe', year: 2024, unit: 'km' } }, 'a.b.c', from)
    expect(Object.fromEntries(searchParams)).toEqual({ region: '"Asia"', year: '2022', unit: '"km"', kind: '["a"]' })
  })

  test('leaves out what a page reports and no URL can hold', () => {
    const cyclic: Record<string, unknown> = {}
    cyclic.self = cyclic
    const variables = { cyclic, big: 1n, long: 'x'.repeat(5_000_000), missing: undefined, fine: 'y' }
    const { searchParams } = srcOf({ variables: { cyclic: 'was' } }, 'a.b.c', {
      variables,
    } as unknown as ExploController)
    expect(Object.fromEntries(searchParams)).toEqual({ cyclic: '"was"', fine: '"y"' })
  })

  test('never leaves the page that was meant, whatever the environment is called', () => {
    expect(errorOf(() => explo.validate?.({ ...PROPS, environment: '..' })).code).toBe('INVALID_PROPS')
  })
})

describe('the props', () => {
  test.each<Partial<ExploProps>>([
    {},
    { origin: 'https://explo.acme.test' },
    { tokenLifetime: 'PT1H' },
    { tokenLifetime: 1 },
  ])('are fine: %j', (props) => {
    expect(() => explo.validate?.({ ...PROPS, ...props })).not.toThrow()
  })

  test.each<Partial<ExploProps>>([
    { embedId: '' },
    { embedId: '../x' },
    { origin: 'http://app.explo.co' },
    { origin: '' },
    { environment: '' },
    { environment: '.' },
    { tokenLifetime: '1h' },
    { tokenLifetime: 'PT0S' },
    { tokenLifetime: '-PT1H' },
    { tokenLifetime: '' },
    { tokenLifetime: 0 },
    { tokenLifetime: -1 },
    { tokenLifetime: NaN },
  ])('are refused: %j', (props) => {
    expect(errorOf(() => explo.validate?.({ ...PROPS, ...props })).code).toBe('INVALID_PROPS')
  })

  test('tell how long a token lives that does not say so itself', () => {
    expect(explo.lifetime(PROPS)).toEqual({ default: DAY })
    expect(explo.lifetime({ ...PROPS, tokenLifetime: 'PT1H' })).toEqual({ default: HOUR })
    expect(explo.lifetime({ ...PROPS, tokenLifetime: 90_000 })).toEqual({ default: 90_000 })
  })

  test('ask for a token of the embed and its kind', () => {
    expect(explo.resource(PROPS)).toEqual({ embedId: 'd5b2', kind: 'dashboard' })
    expect(explo.resource({ ...PROPS, kind: 'report-builder' })).toEqual({ embedId: 'd5b2', kind: 'report-builder' })
  })

  test('share a token where embed, kind and origin are the same', () => {
    const key = explo.tokenKey(PROPS)
    expect(explo.tokenKey({ ...PROPS, variables: { a: 1 }, environment: 'staging', onEvent: () => {} })).toBe(key)
    const others: Partial<ExploProps>[] = [{ embedId: 'x' }, { kind: 'report-builder' }, { origin: 'https://a.test' }]
    for (const other of others) expect(explo.tokenKey({ ...PROPS, ...other })).not.toBe(key)
  })

  test('are the same whether a default is named or not', () => {
    const named = { ...PROPS, kind: 'dashboard', environment: 'production' } as const
    expect(explo.tokenKey(named)).toBe(explo.tokenKey(PROPS))
    expect(explo.frameKey(named)).toBe(explo.frameKey(PROPS))
  })

  test('touch a frame only where its URL cannot stay', () => {
    const key = explo.frameKey(PROPS)
    const harmless: Partial<ExploProps> = { variables: { a: 1 }, tokenLifetime: 'PT1H', autoHeight: false }
    expect(explo.frameKey({ ...PROPS, ...harmless, onEvent: () => {} })).toBe(key)
    const others: Partial<ExploProps>[] = [
      { embedId: 'x' },
      { kind: 'report-builder' },
      { origin: 'https://a.test' },
      { environment: 'staging' },
      { localeCode: 'fr-fr' },
      { refreshMinutes: 5 },
      { extraParams: { a: 1 } },
    ]
    for (const other of others) expect(explo.frameKey({ ...PROPS, ...other })).not.toBe(key)
  })
})

describe("the back end's answer", () => {
  test('is taken as Explo gives it', () => {
    expect(explo.parseResponse({ success: 1, jwt: 'a.b.c' })).toEqual({ token: 'a.b.c' })
  })

  test('is taken in the forms of the library', () => {
    expect(explo.parseResponse('a.b.c').token).toBe('a.b.c')
    expect(explo.parseResponse({ token: 'a.b.c', expiresIn: 'PT1H' })).toMatchObject({ token: 'a.b.c', lifetime: HOUR })
  })

  test("keeps an expiry that a host adds to Explo's own", () => {
    const answer = explo.parseResponse({ success: 1, jwt: 'a.b.c', expiresIn: 3_600 })
    expect(answer).toMatchObject({ token: 'a.b.c', lifetime: HOUR })
  })

  test.each([
    { success: 0 },
    { success: 0, jwt: 'a.b.c' },
    { success: 1 },
    { success: 1, jwt: '' },
    { success: 1, jwt: 5 },
    { jwt: 'a.b.c' },
    {},
    null,
    undefined,
    '',
  ])('is refused without a token, or where Explo calls it a failure: %j', (answer) => {
    const error = errorOf(() => explo.parseResponse(answer))
    expect(error.code).toBe('INVALID_TOKEN_RESPONSE')
    expect(error.message).not.toContain('a.b.c')
  })

  test('is named as it came when it is refused', () => {
    expect(errorOf(() => explo.parseResponse({ success: 1, jwt: 5 })).message).toContain('success, jwt')
  })
})

interface Connecting {
  frame: FakeChannel
  onEvent: ReturnType<typeof vi.fn>
  resize: ReturnType<typeof vi.fn>
  controller: Promise<ExploController>
  isConnected(): Promise<boolean>
}

const getToken = () => undefined

function connect(props: Partial<ExploProps> = {}): Connecting {
  const [frame, onEvent, resize, onConnected] = [fakeChannel(), vi.fn(), vi.fn(), vi.fn()]
  const controller = explo.connect(frame, { getProps: () => ({ ...PROPS, onEvent, ...props }), getToken, resize })
  void controller.then(onConnected)
  const isConnected = async (): Promise<boolean> => {
    await settle()
    return onConnected.mock.calls.length > 0
  }
  return { frame, onEvent, resize, controller, isConnected }
}

function isReadyEvent(event: string, dashboardHeight = 640): object {
  return { event, detail: { dashboardId: '', dashboardHeight } }
}

describe('a dashboard', () => {
  test.each(['dashboardReadyToLoad', 'dashboardLoaded'])('is ready when it says %s', async (event) => {
    const { frame, isConnected } = connect()
    frame.load()
    frame.postFromPage({ event: 'dashboardUpdated', detail: { dashboardHeight: 1 } })
    frame.postFromPage({ event: 'customerJwtExpired' })
    frame.postFromPage('dashboardLoaded')
    expect(await isConnected()).toBe(false)
    frame.postFromPage(isReadyEvent(event))
    expect(await isConnected()).toBe(true)
  })

  test.each(['dashboardReadyToLoad', 'dashboardLoaded', 'dashboardUpdated'])(
    'gets the height that it asks for: %s',
    (event) => {
      const { frame, resize } = connect()
      frame.postFromPage(isReadyEvent(event, 777))
      expect(resize.mock.calls).toEqual([[777]])
    },
  )

  test('gets no height that is none', () => {
    const { frame, resize } = connect()
    for (const height of [0, -1, NaN, Infinity]) frame.postFromPage(isReadyEvent('dashboardUpdated', height))
    expect(resize).not.toHaveBeenCalled()
  })

  test('gets no height where the host does not want that', () => {
    const { frame, resize } = connect({ autoHeight: false })
    frame.postFromPage(isReadyEvent('dashboardLoaded'))
    expect(resize).not.toHaveBeenCalled()
  })

  test('is heard before it is ready and after', async () => {
    const { frame, onEvent, isConnected } = connect()
    frame.postFromPage({ event: 'editableSectionUpdated', detail: 1 })
    frame.postFromPage(isReadyEvent('dashboardLoaded'))
    await isConnected()
    frame.postFromPage({ event: 'brandNew', detail: { a: 1 } })
    frame.postFromPage({ unknown: true })
    expect(onEvent.mock.calls).toEqual([
      [{ name: 'editableSectionUpdated', detail: 1 }],
      [{ name: 'dashboardLoaded', dashboardId: '', height: 640, loadTime: undefined }],
      [{ name: 'other', event: 'brandNew', detail: { a: 1 } }],
    ])
  })

  test('is heard by the newest of the callbacks', () => {
    const frame = fakeChannel()
    const heard: string[] = []
    let name = 'first'
    const props = (): ExploProps => {
      const mine = name
      return { ...PROPS, onEvent: () => void heard.push(mine) }
    }
    void explo.connect(frame, { getProps: props, getToken, resize: () => {} })
    frame.postFromPage({ event: 'a' })
    name = 'second'
    frame.postFromPage({ event: 'b' })
    expect(heard).toEqual(['first', 'second'])
  })

  test('needs no callback', () => {
    const { frame } = connect({ onEvent: undefined })
    expect(() => frame.postFromPage({ event: 'a' })).not.toThrow()
  })
})

describe('a report builder', () => {
  test('is ready when it has loaded, as no event of it is documented', async () => {
    const { frame, isConnected } = connect({ kind: 'report-builder' })
    expect(await isConnected()).toBe(false)
    frame.load()
    expect(await isConnected()).toBe(true)
  })

  test('keeps its height and is heard', () => {
    const { frame, resize, onEvent } = connect({ kind: 'report-builder' })
    frame.postFromPage(isReadyEvent('dashboardLoaded'))
    expect(resize).not.toHaveBeenCalled()
    expect(onEvent).toHaveBeenCalledTimes(1)
  })

  test('gets the height that it asks for where the host says so', () => {
    const { frame, resize } = connect({ kind: 'report-builder', autoHeight: true })
    frame.postFromPage(isReadyEvent('dashboardLoaded', 777))
    expect(resize.mock.calls).toEqual([[777]])
  })
})

describe('the controller', () => {
  async function connected(): Promise<{ frame: FakeChannel; controller: ExploController; posted(): unknown[] }> {
    const { frame, controller } = connect()
    frame.postFromPage(isReadyEvent('dashboardLoaded'))
    return { frame, controller: await controller, posted: () => frame.posts.map(({ message }) => message) }
  }

  test('posts what Explo documents, values as they are', async () => {
    const { controller, posted } = await connected()
    controller.setVariable('range', { from: 1 })
    controller.setVariables({ a: 'x', b: [1] })
    controller.post('brandNew', { id: 7 })
    expect(posted()).toEqual([
      { event: 'updateExploDashboardVariable', detail: { varName: 'range', value: { from: 1 } } },
      {
        event: 'updateExploDashboardVariables',
        detail: {
          variables: [
            { varName: 'a', value: 'x' },
            { varName: 'b', value: [1] },
          ],
        },
      },
      { event: 'brandNew', detail: { id: 7 } },
    ])
  })

  test('is told of the variables that changed, and of nothing else', async () => {
    const { controller, posted } = await connected()
    const update = (now: Partial<ExploProps>, before: Partial<ExploProps>): void =>
      explo.update?.(controller, { ...PROPS, ...now }, { ...PROPS, ...before })
    update({ variables: { a: 'x', b: [1] } }, { variables: { a: 'x', b: [1] } })
    update({ localeCode: 'fr-fr', autoHeight: false }, {})
    expect(posted()).toEqual([])
    update({ variables: { a: 'y', b: [1] } }, { variables: { a: 'x', b: [1] } })
    expect(posted()).toEqual([
      { event: 'updateExploDashboardVariables', detail: { variables: [{ varName: 'a', value: 'y' }] } },
    ])
  })
})

describe('a renewed token', () => {
  const refreshStrategy = explo.refreshStrategy(PROPS)
  if (refreshStrategy.mode !== 'in-place') throw new Error('Explo takes a token in place')

  test('is delivered by message, and the page stays as it is', async () => {
    const { frame } = connect()
    refreshStrategy.sendToken(makeToken({ value: 'x.y.z' }), frame, undefined)
    expect(frame.posts).toEqual([{ message: { event: 'updateCustomerJwt', detail: { jwt: 'x.y.z' } }, transfer: [] }])
  })

  test('is asked for by one event only', () => {
    expect(refreshStrategy.isTokenRequest?.({ event: 'customerJwtExpired' })).toBe(true)
    for (const message of [{ event: 'dashboardLoaded' }, 'customerJwtExpired', null, undefined, {}]) {
      expect(refreshStrategy.isTokenRequest?.(message)).toBe(false)
    }
  })
})
