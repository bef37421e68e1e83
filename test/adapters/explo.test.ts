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

describe('explo.buildSrc', () => {
  test.each<[Partial<ExploProps>, string]>([
    [{}, 'https://app.explo.co/iframe/a.b.c/production'],
    [{ kind: 'dashboard' }, 'https://app.explo.co/iframe/a.b.c/production'],
    [{ kind: 'report-builder' }, 'https://app.explo.co/report-builder/iframe/a.b.c/production'],
    [{ environment: 'staging' }, 'https://app.explo.co/iframe/a.b.c/staging'],
    [{ environment: 'a/b ?#é' }, 'https://app.explo.co/iframe/a.b.c/a%2Fb%20%3F%23%C3%A9'],
    [{ origin: 'http://127.0.0.1:4173' }, 'http://127.0.0.1:4173/iframe/a.b.c/production'],
  ])('explo.buildSrc for %j returns %s', (props, href) => {
    expect(srcOf(props).href).toBe(href)
  })

  test.each(['+/=&#?% ', '%2F', 'a/b', '../x', 'é'])(
    'explo.buildSrc puts the token %j into the path, encoded exactly once',
    (token) => {
      const { pathname, search, hash } = new URL(srcOf({}, token).href)
      expect(pathname.split('/').map(decodeURIComponent)).toEqual(['', 'iframe', token, 'production'])
      expect([search, hash]).toEqual(['', ''])
    },
  )

  test('explo.buildSrc puts the props into the query, strings in double quotes', () => {
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

  test("explo.buildSrc gives the library's parameters precedence over variables, and both over extraParams", () => {
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

  test('explo.buildSrc never turns a variable into a page setting', () => {
    const { searchParams } = srcOf({ variables: { locale_code: 'yy', 'refresh-minutes': 98, year: 2024 } })
    expect([...searchParams]).toEqual([['year', '2024']])
    // Each name is told of once, perhaps by a test before.
    takeComplaints()
  })

  test('explo.buildSrc starts with the variables of the page to be replaced', async () => {
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

  test('explo.buildSrc keeps the changes of the viewer over several pages', async () => {
    const props = { variables: { region: 'Europe', range: { from: 1 } }, extraParams: { raw: 'as it is', page: 7 } }
    const first = connect(props)
    first.frame.postFromPage({ event: 'sendVariableUpdatedEvent', detail: { varName: 'region', newValue: 'Asia' } })
    first.frame.postFromPage(isReadyEvent('dashboardLoaded'))
    const src = srcOf(props, 'a.b.c', await first.controller).href
    const second = connect(props, src)
    second.frame.postFromPage(isReadyEvent('dashboardLoaded'))
    const controller = await second.controller
    expect(controller.variables).toEqual({ region: 'Asia', range: { from: 1 } })
    expect(srcOf(props, 'a.b.c', controller).href).toBe(src)
  })

  test('explo.buildSrc omits reported variables that do not fit into a URL', () => {
    const cyclic: Record<string, unknown> = {}
    cyclic.self = cyclic
    const variables = { cyclic, big: 1n, long: 'x'.repeat(5_000_000), missing: undefined, fine: 'y' }
    const { searchParams } = srcOf({ variables: { cyclic: 'was' } }, 'a.b.c', {
      variables,
    } as unknown as ExploController)
    expect(Object.fromEntries(searchParams)).toEqual({ cyclic: '"was"', fine: '"y"' })
  })

  test('explo.buildSrc keeps the path intact for any environment name', () => {
    expect(errorOf(() => explo.validate?.({ ...PROPS, environment: '..' })).code).toBe('INVALID_PROPS')
  })
})

describe('explo with props', () => {
  test.each<Partial<ExploProps>>([
    {},
    { origin: 'https://explo.acme.test' },
    { tokenLifetime: 'PT1H' },
    { tokenLifetime: 1 },
  ])('explo.validate accepts %j', (props) => {
    expect(() => explo.validate?.({ ...PROPS, ...props })).not.toThrow()
  })

  test.each<Partial<ExploProps>>([
    { embedId: '' },
    { embedId: '../x' },
    { embedId: 'https://app.explo.co/iframe/secret/production' },
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
  ])('explo.validate rejects %j', (props) => {
    expect(errorOf(() => explo.validate?.({ ...PROPS, ...props })).code).toBe('INVALID_PROPS')
  })

  test('explo.lifetime uses tokenLifetime when the response has no expiry', () => {
    expect(explo.lifetime(PROPS)).toEqual({ default: DAY })
    expect(explo.lifetime({ ...PROPS, tokenLifetime: 'PT1H' })).toEqual({ default: HOUR })
    expect(explo.lifetime({ ...PROPS, tokenLifetime: 90_000 })).toEqual({ default: 90_000 })
  })

  test('explo.resource contains the embed id and its kind', () => {
    expect(explo.resource(PROPS)).toEqual({ embedId: 'd5b2', kind: 'dashboard' })
    expect(explo.resource({ ...PROPS, kind: 'report-builder' })).toEqual({ embedId: 'd5b2', kind: 'report-builder' })
  })

  test('explo.tokenKey is equal for equal embed, kind and origin', () => {
    const key = explo.tokenKey(PROPS)
    expect(explo.tokenKey({ ...PROPS, variables: { a: 1 }, environment: 'staging', onEvent: () => {} })).toBe(key)
    const others: Partial<ExploProps>[] = [{ embedId: 'x' }, { kind: 'report-builder' }, { origin: 'https://a.test' }]
    for (const other of others) expect(explo.tokenKey({ ...PROPS, ...other })).not.toBe(key)
  })

  test('explo keys are equal whether a default is explicit or omitted', () => {
    const named = { ...PROPS, kind: 'dashboard', environment: 'production' } as const
    expect(explo.tokenKey(named)).toBe(explo.tokenKey(PROPS))
    expect(explo.frameKey(named)).toBe(explo.frameKey(PROPS))
  })

  test('explo.frameKey changes only for props that change the URL', () => {
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

describe('explo.parseResponse', () => {
  test("explo.parseResponse accepts Explo's own response", () => {
    expect(explo.parseResponse({ success: 1, jwt: 'a.b.c' })).toEqual({ token: 'a.b.c' })
  })

  test("explo.parseResponse accepts the library's shapes", () => {
    expect(explo.parseResponse('a.b.c').token).toBe('a.b.c')
    expect(explo.parseResponse({ token: 'a.b.c', expiresIn: 'PT1H' })).toMatchObject({ token: 'a.b.c', lifetime: HOUR })
  })

  test('explo.parseResponse uses an expiry added by the host app', () => {
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
  ])('explo.parseResponse rejects a missing token or an unsuccessful response: %j', (answer) => {
    const error = errorOf(() => explo.parseResponse(answer))
    expect(error.code).toBe('INVALID_TOKEN_RESPONSE')
    expect(error.message).not.toContain('a.b.c')
  })

  test('explo.parseResponse describes the received shape when it rejects', () => {
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

function connect(props: Partial<ExploProps> = {}, src = srcOf(props).href): Connecting {
  const [frame, onEvent, resize, onConnected] = [{ ...fakeChannel(), src }, vi.fn(), vi.fn(), vi.fn()]
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

describe('an Explo dashboard', () => {
  test.each(['dashboardReadyToLoad', 'dashboardLoaded'])('a dashboard is ready after its event %s', async (event) => {
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
    'a dashboard gets the requested height: %s',
    (event) => {
      const { frame, resize } = connect()
      frame.postFromPage(isReadyEvent(event, 777))
      expect(resize.mock.calls).toEqual([[777]])
    },
  )

  test('a dashboard gets no invalid height', () => {
    const { frame, resize } = connect()
    for (const height of [0, -1, NaN, Infinity]) frame.postFromPage(isReadyEvent('dashboardUpdated', height))
    expect(resize).not.toHaveBeenCalled()
  })

  test('a dashboard keeps its height when autoHeight is false', () => {
    const { frame, resize } = connect({ autoHeight: false })
    frame.postFromPage(isReadyEvent('dashboardLoaded'))
    expect(resize).not.toHaveBeenCalled()
  })

  test("a dashboard's events reach onEvent before and after it is ready", async () => {
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

  test("a dashboard's events reach the latest onEvent callback", () => {
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

  test('a dashboard needs no onEvent callback', () => {
    const { frame } = connect({ onEvent: undefined })
    expect(() => frame.postFromPage({ event: 'a' })).not.toThrow()
  })
})

describe('an Explo report builder', () => {
  test('a report builder is ready after load, because no ready event is documented', async () => {
    const { frame, isConnected } = connect({ kind: 'report-builder' })
    expect(await isConnected()).toBe(false)
    frame.load()
    expect(await isConnected()).toBe(true)
  })

  test('a report builder keeps its height, and its events reach onEvent', () => {
    const { frame, resize, onEvent } = connect({ kind: 'report-builder' })
    frame.postFromPage(isReadyEvent('dashboardLoaded'))
    expect(resize).not.toHaveBeenCalled()
    expect(onEvent).toHaveBeenCalledTimes(1)
  })

  test('a report builder gets the requested height when autoHeight is true', () => {
    const { frame, resize } = connect({ kind: 'report-builder', autoHeight: true })
    frame.postFromPage(isReadyEvent('dashboardLoaded', 777))
    expect(resize.mock.calls).toEqual([[777]])
  })
})

describe('ExploController', () => {
  async function connected(): Promise<{ frame: FakeChannel; controller: ExploController; posted(): unknown[] }> {
    const { frame, controller } = connect()
    frame.postFromPage(isReadyEvent('dashboardLoaded'))
    return { frame, controller: await controller, posted: () => frame.posts.map(({ message }) => message) }
  }

  test('ExploController posts the documented messages with unchanged values', async () => {
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

  test('ExploController receives changed variables only', async () => {
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

describe('explo.refreshStrategy', () => {
  const refreshStrategy = explo.refreshStrategy(PROPS)
  if (refreshStrategy.mode !== 'in-place') throw new Error('Explo takes a token in place')

  test('explo delivers a refreshed token by message, and keeps the page', async () => {
    const { frame } = connect()
    refreshStrategy.sendToken(makeToken({ value: 'x.y.z' }), frame, undefined)
    expect(frame.posts).toEqual([{ message: { event: 'updateCustomerJwt', detail: { jwt: 'x.y.z' } }, transfer: [] }])
  })

  test('explo treats only customerJwtExpired as a token request', () => {
    expect(refreshStrategy.isTokenRequest?.({ event: 'customerJwtExpired' })).toBe(true)
    for (const message of [{ event: 'dashboardLoaded' }, 'customerJwtExpired', null, undefined, {}]) {
      expect(refreshStrategy.isTokenRequest?.(message)).toBe(false)
    }
  })
})
