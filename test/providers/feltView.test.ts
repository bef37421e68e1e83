import type { FeltController } from '@feltmaps/js-sdk'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { carryView, comeToRest, type FeltViewport } from '../../src/providers/feltView'

const PARIS: FeltViewport = { center: { latitude: 48.85, longitude: 2.35 }, zoom: 11 }
const ROME: FeltViewport = { center: { latitude: 41.9, longitude: 12.5 }, zoom: 9 }

interface Switch {
  id: string
  visible: boolean
}

/** What a made-up map shows. */
interface Model {
  view?: FeltViewport
  layers?: (Switch | null)[]
  groups?: (Switch | null)[]
  /** Whether it says that it is idle. Default: as soon as it is asked. */
  idles?: boolean
}

/** A map whose page is this test: it answers from its model and counts the commands that change it. */
function aMap({ view = PARIS, layers = [], groups = [], idles = true }: Model = {}) {
  const model = { view, release: vi.fn() }
  const commands: [name: string, argument: unknown][] = []
  const command = (name: string) => async (argument: unknown) => void commands.push([name, argument])
  const parts = {
    getViewport: async () => ({ ...model.view, bounds: [0, 0, 1, 1] }),
    setViewport: async (argument: FeltViewport) => {
      commands.push(['setViewport', argument])
      model.view = argument
    },
    getLayers: async () => layers,
    setLayerVisibility: command('setLayerVisibility'),
    getLayerGroups: async () => groups,
    setLayerGroupVisibility: command('setLayerGroupVisibility'),
    onMapIdle: vi.fn(({ handler }: { handler: () => void }) => {
      if (idles) queueMicrotask(handler)
      return model.release
    }),
  }
  return { model, commands, parts, controller: parts as unknown as FeltController }
}

function shown(...ids: string[]): Switch[] {
  return ids.map((id) => ({ id, visible: true }))
}

function hidden(...ids: string[]): Switch[] {
  return ids.map((id) => ({ id, visible: false }))
}

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

describe('the viewport', () => {
  test('is carried', async () => {
    const to = aMap({ view: ROME })
    await carryView(aMap({ view: PARIS }).controller, to.controller)
    expect(to.commands).toEqual([['setViewport', PARIS]])
  })

  test.each<[string, FeltViewport]>([
    ['is the same', PARIS],
    ['differs by rounding', { center: { latitude: 48.85 + 5e-7, longitude: 2.35 - 5e-7 }, zoom: 11.0005 }],
  ])('is left alone where it %s, as setting it would be seen', async (_, view) => {
    const to = aMap({ view })
    await carryView(aMap({ view: PARIS }).controller, to.controller)
    expect(to.commands).toEqual([])
  })

  test.each<[string, FeltViewport]>([
    ['latitude', { ...PARIS, center: { ...PARIS.center, latitude: 48.851 } }],
    ['longitude', { ...PARIS, center: { ...PARIS.center, longitude: 2.351 } }],
    ['zoom', { ...PARIS, zoom: 11.01 }],
  ])('is carried where only its %s differs', async (_, view) => {
    const to = aMap({ view })
    await carryView(aMap({ view: PARIS }).controller, to.controller)
    expect(to.commands).toEqual([['setViewport', PARIS]])
  })
})

describe.each([
  ['layers', 'setLayerVisibility'],
  ['groups', 'setLayerGroupVisibility'],
] as const)('the visibility of %s', (kind, command) => {
  async function carry(wanted: (Switch | null)[], actual: (Switch | null)[]): Promise<unknown[]> {
    const to = aMap({ [kind]: actual })
    await carryView(aMap({ [kind]: wanted }).controller, to.controller)
    return to.commands
  }

  test('is carried where it differs', async () => {
    const commands = await carry([...shown('a', 'b'), ...hidden('c', 'd')], [...shown('a', 'c'), ...hidden('b', 'd')])
    expect(commands).toEqual([[command, { show: ['b'], hide: ['c'] }]])
  })

  test('is left alone where it is the same', async () => {
    expect(await carry([...shown('a'), ...hidden('b')], [...shown('a'), ...hidden('b')])).toEqual([])
  })

  test('is no failure for one that is gone, or new, or null', async () => {
    expect(await carry([...shown('gone', 'a'), null], [null, ...hidden('new', 'a')])).toEqual([
      [command, { show: ['a'], hide: [] }],
    ])
    expect(await carry(hidden('gone'), shown('new'))).toEqual([])
  })
})

test('layers and groups are carried before the viewport, as what they move is set right by it', async () => {
  const to = aMap({ view: ROME, layers: hidden('a'), groups: hidden('g') })
  await carryView(aMap({ view: PARIS, layers: shown('a'), groups: shown('g') }).controller, to.controller)
  const names = to.commands.slice(0, 3).map(([name]) => name)
  expect([...names].sort()).toEqual(['setLayerGroupVisibility', 'setLayerVisibility', 'setViewport'])
  expect(names[2]).toBe('setViewport')
})

describe('a map that cannot say which layers it shows', () => {
  test.each(['getLayers', 'getLayerGroups'] as const)('still hands over its viewport: %s', async (method) => {
    const from = aMap({ view: PARIS, layers: shown('a'), groups: shown('a') })
    from.parts[method] = () => Promise.reject(new Error('no layers'))
    const to = aMap({ view: ROME, layers: hidden('a'), groups: hidden('a') })
    await expect(carryView(from.controller, to.controller)).rejects.toThrow('no layers')
    const other = method === 'getLayers' ? 'setLayerGroupVisibility' : 'setLayerVisibility'
    expect(to.commands.slice(0, 2)).toEqual([
      [other, { show: ['a'], hide: [] }],
      ['setViewport', PARIS],
    ])
  })
})

test('a new map has come to rest when it says so, and is then no longer listened to', async () => {
  const to = aMap()
  await comeToRest(to.controller)
  expect(to.parts.onMapIdle).toHaveBeenCalledTimes(1)
  expect(to.model.release).toHaveBeenCalledTimes(1)
})
