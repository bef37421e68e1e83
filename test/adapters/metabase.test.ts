import { describe, expect, test, vi } from 'vitest'
import { metabase, type MetabaseController, type MetabaseProps } from '../../src/metabase.ts'
import { errorOf, fakeChannel, makeToken } from '../core/support.ts'

const PROPS: MetabaseProps = { dashboardId: 10, origin: 'https://metabase.example.com' }
const READY = '[iFrameResizerChild]Ready'

const locationMessage = (search: string) => ({ metabase: { type: 'location', location: { search } } })

function srcOf(props: Partial<MetabaseProps>, from?: MetabaseController): string {
  const token = makeToken({ value: 'a.b.c' })
  return String(metabase.buildSrc({ ...PROPS, ...props }, token, from)).replace(PROPS.origin, '')
}

describe('the URL of a Metabase page', () => {
  test.each<[Partial<MetabaseProps>, string]>([
    [{}, '/embed/dashboard/a.b.c'],
    [{ dashboardId: undefined, questionId: 'XW1bL-3' }, '/embed/question/a.b.c'],
    [
      { initialParameters: { breakfast: ['eggs', 'bacon'], vegan: true, none: undefined } },
      '/embed/dashboard/a.b.c?breakfast=eggs&breakfast=bacon&vegan=true',
    ],
    [
      { appearance: { bordered: false, titled: true, theme: 'night', refresh: 60 } },
      '/embed/dashboard/a.b.c#bordered=false&titled=true&theme=night&refresh=60',
    ],
    [
      { initialParameters: { a: 'b c' }, appearance: { hide_parameters: 'a,b' } },
      '/embed/dashboard/a.b.c?a=b+c#hide_parameters=a%2Cb',
    ],
  ])('the URL for %j is %s', (props, src) => {
    expect(srcOf(props)).toBe(src)
  })

  test('has the filters of the page that it replaces, and not the initial ones', async () => {
    const { controller } = await connect()
    expect(srcOf({ initialParameters: { days: 30 } }, controller)).toBe('/embed/dashboard/a.b.c?days=365')
  })
})

describe('the props', () => {
  test.each<[Partial<MetabaseProps>, RegExp]>([
    [{ dashboardId: undefined }, /Pass either dashboardId or questionId/],
    [{ questionId: 1 }, /Pass either dashboardId or questionId/],
    [{ dashboardId: '../1' }, /dashboardId must be an id/],
    [{ origin: 'http://metabase.example.com' }, /origin must be like/],
  ])('%j are invalid', (props, message) => {
    expect(errorOf(() => metabase.validate?.({ ...PROPS, ...props })).message).toMatch(message)
  })

  test('another appearance is another iframe with the same token, other initial filters are the same iframe', () => {
    const night = { ...PROPS, appearance: { theme: 'night' } } as const
    expect(metabase.frameKey(night)).not.toBe(metabase.frameKey(PROPS))
    expect(metabase.tokenKey(night)).toBe(metabase.tokenKey(PROPS))
    expect(metabase.frameKey({ ...PROPS, initialParameters: { days: 30 } })).toBe(metabase.frameKey(PROPS))
  })

  test('a dashboard and a question with one id share no token', () => {
    expect(metabase.tokenKey({ origin: PROPS.origin, questionId: 10 })).not.toBe(metabase.tokenKey(PROPS))
    expect(metabase.resource({ origin: PROPS.origin, questionId: 10 })).toEqual({ questionId: '10' })
  })
})

async function connect(props: Partial<MetabaseProps> = {}) {
  const [frame, resize] = [fakeChannel(), vi.fn()]
  const connected = metabase.connect(frame, {
    getProps: () => ({ ...PROPS, ...props }),
    getToken: () => undefined,
    resize,
  })
  frame.postFromPage(READY)
  frame.postFromPage(locationMessage('?days=365'))
  return { frame, resize, controller: await connected }
}

describe('the connection to a Metabase page', () => {
  test('has the filters of the URL that the page reported last', async () => {
    const { frame, controller } = await connect()
    expect(String(controller.parameters)).toBe('days=365')
    frame.postFromPage(locationMessage('?days=30&hidden=a'))
    expect(String(controller.parameters)).toBe('days=30&hidden=a')
  })

  test.each([['?days=365'], [{ metabase: { type: 'location' } }], [{ metabase: 1 }], [null], ['[iFrameSizer]']])(
    'is not changed by the message %j',
    async (message) => {
      const { frame, controller, resize } = await connect()
      frame.postFromPage(message)
      expect(String(controller.parameters)).toBe('days=365')
      expect(resize).not.toHaveBeenCalled()
    },
  )

  test('calls back when a filter has changed, and at no other report of the URL', async () => {
    const { frame, controller } = await connect()
    const listener = vi.fn()
    const release = controller.onParametersChange(listener)
    frame.postFromPage(locationMessage('?days=365'))
    expect(listener).not.toHaveBeenCalled()
    frame.postFromPage(locationMessage('?days=30'))
    release()
    frame.postFromPage(locationMessage('?days=7'))
    expect(listener.mock.calls.map(([parameters]) => String(parameters))).toEqual(['days=30'])
  })

  test('follows the height that iframe-resizer reports, and no position', async () => {
    const { frame, resize } = await connect()
    for (const message of ['[iFrameSizer]metabase:1200:600:init', '[iFrameSizer]metabase:10:20:scrollTo'])
      frame.postFromPage(message)
    expect(resize.mock.calls).toEqual([[1_200]])
  })

  test('starts no resizing with `autoHeight={false}`, as the page would not scroll any more', async () => {
    expect((await connect({ autoHeight: false })).frame.posts).toEqual([])
    expect((await connect()).frame.posts).toHaveLength(1)
  })
})
