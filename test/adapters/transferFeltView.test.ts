import type { FeltController } from '@feltmaps/js-sdk'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { whenMapIdle, onViewerActivity } from '../../src/adapters/feltMapEvents.ts'
import { transferFeltView } from '../../src/adapters/transferFeltView.ts'
import type { FeltViewport } from '../../src/adapters/feltViewport.ts'

const PARIS: FeltViewport = { center: { latitude: 48.85, longitude: 2.35 }, zoom: 11 }
const ROME: FeltViewport = { center: { latitude: 41.9, longitude: 12.5 }, zoom: 9 }
const FRANCE = { id: 'france', layerId: 'countries' }
const LIGHT = { type: 'felt', id: 'light-1', name: 'Light' }
const DARK = { type: 'felt', id: 'dark-1', name: 'Dark' }

interface Switch {
  id: string
  layerId?: string
  visible: boolean
}

/** State of a fake map. */
interface Model {
  view?: FeltViewport
  layers?: (Switch | null)[]
  groups?: (Switch | null)[]
  items?: (Switch | null)[]
  notes?: (Switch | null)[]
  /** By layer. */
  filters?: Record<string, unknown>
  /** By layer. */
  boundaries?: Record<string, unknown>
  basemap?: { type: string; id: string; name: string }
  basemaps?: { type: string; id: string; name: string }[]
  selection?: unknown[]
  /** Ids of features that its author has taken away. */
  gone?: string[]
  tool?: string | null
}

/** A map whose page is this test: it answers from its model and counts the commands that change it. */
function createFakeMap(model: Model = {}) {
  const { view = PARIS, layers = [], groups = [], items = [], notes = [], filters = {}, boundaries = {} } = model
  const { basemap = LIGHT, basemaps = [LIGHT, DARK], selection = [], gone = [], tool = null } = model
  const commands: [name: string, argument: unknown][] = []
  const command = (name: string) => async (argument: unknown) => void commands.push([name, argument])
  const parts = {
    getCurrentBasemap: async () => basemap,
    getBasemaps: async () => basemaps,
    chooseBasemap: command('chooseBasemap'),
    getLayerGroups: async () => groups,
    setLayerGroupVisibility: command('setLayerGroupVisibility'),
    getLayers: async () => layers,
    setLayerVisibility: command('setLayerVisibility'),
    getLegendItems: async () => items,
    setLegendItemVisibility: command('setLegendItemVisibility'),
    getLayerFilters: async (id: string) => (id in filters ? { components: 'theirs', ephemeral: filters[id] } : null),
    setLayerFilters: command('setLayerFilters'),
    getLayerBoundaries: async (id: string) => (id in boundaries ? { ephemeral: boundaries[id] } : null),
    setLayerBoundary: command('setLayerBoundary'),
    getElementGroups: async () => notes,
    setElementGroupVisibility: command('setElementGroupVisibility'),
    getSelection: async () => selection,
    getFeature: async (feature: { id: string }) => (gone.includes(feature.id) ? null : feature),
    clearSelection: command('clearSelection'),
    selectFeature: command('selectFeature'),
    getViewport: async () => ({ ...view, bounds: [0, 0, 1, 1] }),
    setViewport: command('setViewport'),
    getTool: async () => tool,
    setTool: command('setTool'),
  }
  return { commands, parts, controller: parts as unknown as FeltController }
}

function shown(...ids: string[]): Switch[] {
  return ids.map((id) => ({ id, visible: true }))
}

function hidden(...ids: string[]): Switch[] {
  return ids.map((id) => ({ id, visible: false }))
}

function feature(entity: { id: string; layerId: string; isDeterministicId?: boolean }): unknown {
  return { type: 'feature', entity: { isDeterministicId: true, ...entity } }
}

/** Returns the writes needed to make one map show the view of another. */
async function transfer(wanted: Model, actual: Model): Promise<unknown[]> {
  const to = createFakeMap(actual)
  await transferFeltView(createFakeMap(wanted).controller, to.controller, new AbortController().signal)
  return to.commands
}

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

test('transferFeltView writes nothing when both maps are equal', async () => {
  const all: Model = {
    view: ROME,
    layers: shown('a'),
    groups: hidden('g'),
    items: [{ id: 'i', layerId: 'a', visible: false }],
    notes: hidden('n'),
    filters: { a: ['AREA', 'gt', 1] },
    boundaries: { a: [0, 0, 1, 1] },
    basemap: DARK,
    selection: [feature(FRANCE)],
    tool: 'pin',
  }
  expect(await transfer(all, structuredClone(all))).toEqual([])
})

describe('transferFeltView and the viewport', () => {
  test('transferFeltView copies the viewport, without derived values', async () => {
    expect(await transfer({ view: PARIS }, { view: ROME })).toEqual([['setViewport', PARIS]])
  })

  test('transferFeltView ignores rounding differences, because a write would be visible', async () => {
    const view = { center: { latitude: 48.85 + 5e-7, longitude: 2.35 - 5e-7 }, zoom: 11.0005 }
    expect(await transfer({ view: PARIS }, { view })).toEqual([])
  })

  test.each<[string, FeltViewport]>([
    ['latitude', { ...PARIS, center: { ...PARIS.center, latitude: 48.851 } }],
    ['longitude', { ...PARIS, center: { ...PARIS.center, longitude: 2.351 } }],
    ['zoom', { ...PARIS, zoom: 11.01 }],
  ])('transferFeltView copies a viewport when only its %s differs', async (_, view) => {
    expect(await transfer({ view: PARIS }, { view })).toEqual([['setViewport', PARIS]])
  })
})

describe.each([
  ['layers', 'setLayerVisibility'],
  ['groups', 'setLayerGroupVisibility'],
  ['notes', 'setElementGroupVisibility'],
] as const)('transferFeltView and the visibility of %s', (kind, command) => {
  test('transferFeltView copies visibility when different', async () => {
    const wanted = [...shown('a', 'b'), ...hidden('c', 'd')]
    const actual = [...shown('a', 'c'), ...hidden('b', 'd')]
    expect(await transfer({ [kind]: wanted }, { [kind]: actual })).toEqual([[command, { show: ['b'], hide: ['c'] }]])
  })

  test('transferFeltView ignores removed, new and null items', async () => {
    const wanted = [...shown('gone', 'a'), null]
    expect(await transfer({ [kind]: wanted }, { [kind]: [null, ...hidden('new', 'a')] })).toEqual([
      [command, { show: ['a'], hide: [] }],
    ])
    expect(await transfer({ [kind]: hidden('gone') }, { [kind]: shown('new') })).toEqual([])
  })
})

test('transferFeltView identifies a legend item by item and layer, because ids are unique per layer only', async () => {
  const items = (first: boolean, second: boolean): Switch[] => [
    { id: 'i', layerId: 'a', visible: first },
    { id: 'i', layerId: 'b', visible: second },
  ]
  expect(await transfer({ items: items(true, false) }, { items: items(true, true) })).toEqual([
    ['setLegendItemVisibility', { show: [], hide: [{ id: 'i', layerId: 'b' }] }],
  ])
})

describe.each([
  ['filters', 'setLayerFilters', (layerId: string, filters: unknown) => ({ layerId, filters })],
  ['boundaries', 'setLayerBoundary', (layerId: string, boundary: unknown) => ({ layerIds: [layerId], boundary })],
] as const)('transferFeltView and %s set by the host app', (kind, command, argument) => {
  const layers = shown('a', 'b')

  test('transferFeltView copies values layer by layer, when different', async () => {
    const wanted = { layers, [kind]: { a: [1, 2], b: [3] } }
    expect(await transfer(wanted, { layers, [kind]: { a: null, b: [3] } })).toEqual([[command, argument('a', [1, 2])]])
  })

  test('transferFeltView removes values that the active map no longer has', async () => {
    expect(await transfer({ layers }, { layers, [kind]: { a: [1] } })).toEqual([[command, argument('a', null)]])
  })

  test('transferFeltView ignores a removed layer', async () => {
    expect(await transfer({ layers, [kind]: { a: [1] } }, { layers: shown('b') })).toEqual([])
  })
})

describe('transferFeltView and the basemap', () => {
  test('transferFeltView finds the basemap by type and name, because ids are not stable', async () => {
    const renamed = { ...DARK, id: 'dark-2' }
    expect(await transfer({ basemap: DARK }, { basemaps: [LIGHT, renamed] })).toEqual([['chooseBasemap', 'dark-2']])
    expect(await transfer({ basemap: DARK }, { basemap: renamed })).toEqual([])
  })

  test('transferFeltView keeps the basemap when the new map has no equal basemap', async () => {
    expect(await transfer({ basemap: { type: 'color', id: 'c', name: 'Dark' } }, {})).toEqual([])
  })
})

describe('transferFeltView and the selection', () => {
  test('transferFeltView copies selected features without moving the map', async () => {
    const peru = { id: 'peru', layerId: 'countries' }
    expect(await transfer({ selection: [feature(FRANCE), feature(peru)] }, { selection: [feature(peru)] })).toEqual([
      ['clearSelection', { features: true }],
      ['selectFeature', { ...FRANCE, fitViewport: false }],
      ['selectFeature', { ...peru, fitViewport: false }],
    ])
  })

  test('transferFeltView clears the selection when nothing is selected any more', async () => {
    expect(await transfer({}, { selection: [feature(FRANCE)] })).toEqual([['clearSelection', { features: true }]])
  })

  test('transferFeltView skips a removed feature, without failure or retry', async () => {
    const peru = { id: 'peru', layerId: 'countries' }
    const wanted = { selection: [feature(FRANCE), feature(peru)] }
    expect(await transfer(wanted, { gone: ['france'] })).toEqual([
      ['clearSelection', { features: true }],
      ['selectFeature', { ...peru, fitViewport: false }],
    ])
    expect(await transfer(wanted, { gone: ['france'], selection: [feature(peru)] })).toEqual([])
  })

  test('transferFeltView skips unselectable items: elements, and features without an id', async () => {
    const element = { type: 'element', entity: { id: 'e' } }
    expect(await transfer({ selection: [element, feature({ ...FRANCE, isDeterministicId: false })] }, {})).toEqual([])
  })
})

test('transferFeltView copies the tool, including no tool', async () => {
  expect(await transfer({ tool: 'pin' }, {})).toEqual([['setTool', 'pin']])
  expect(await transfer({}, { tool: 'pin' })).toEqual([['setTool', null]])
})

test('transferFeltView writes hiding items first, and moving items before the viewport', async () => {
  const items = (visible: boolean): Switch[] => [{ id: 'i', layerId: 'a', visible }]
  const wanted: Model = {
    view: PARIS,
    layers: shown('a'),
    groups: shown('g'),
    items: items(true),
    notes: shown('n'),
    filters: { a: [1] },
    boundaries: { a: [1] },
    basemap: DARK,
    selection: [feature(FRANCE)],
    tool: 'pin',
  }
  const actual: Model = {
    view: ROME,
    layers: hidden('a'),
    groups: hidden('g'),
    items: items(false),
    notes: hidden('n'),
  }
  expect((await transfer(wanted, actual)).map((command) => (Array.isArray(command) ? command[0] : command))).toEqual([
    'chooseBasemap',
    'setLayerGroupVisibility',
    'setLayerVisibility',
    'setLegendItemVisibility',
    'setLayerFilters',
    'setLayerBoundary',
    'setElementGroupVisibility',
    'clearSelection',
    'selectFeature',
    'setViewport',
    'setTool',
  ])
})

describe('transferFeltView continues after a failure', () => {
  const wanted: Model = { view: PARIS, layers: shown('a'), tool: 'pin' }
  const actual: Model = { view: ROME, layers: hidden('a') }

  test('a view part that cannot be read does not stop the others', async () => {
    const [from, to] = [createFakeMap(wanted), createFakeMap(actual)]
    from.parts.getLegendItems = () => Promise.reject(new Error('no such method'))
    const carried = transferFeltView(from.controller, to.controller, new AbortController().signal)
    await expect(carried).rejects.toThrow('no such method')
    expect(to.commands.map(([name]) => name)).toEqual(['setLayerVisibility', 'setViewport', 'setTool'])
  })

  test('a view part that cannot be written does not stop the others', async () => {
    const [from, to] = [createFakeMap(wanted), createFakeMap(actual)]
    to.parts.setLayerVisibility = () => Promise.reject(new Error('not allowed'))
    const carried = transferFeltView(from.controller, to.controller, new AbortController().signal)
    await expect(carried).rejects.toThrow('not allowed')
    expect(to.commands.map(([name]) => name)).toEqual(['setViewport', 'setTool'])
  })

  test('a view part without SDK support does not stop the others', async () => {
    const [from, to] = [createFakeMap(wanted), createFakeMap(actual)]
    Object.assign(to.parts, { setLayerVisibility: undefined })
    const carried = transferFeltView(from.controller, to.controller, new AbortController().signal)
    await expect(carried).rejects.toThrow('not a function')
    expect(to.commands.map(([name]) => name)).toEqual(['setViewport', 'setTool'])
  })

  test('a layer that cannot be read does not stop the other layers', async () => {
    const filters = { a: [1], b: [2] }
    const [from, to] = [createFakeMap({ layers: shown('a', 'b'), filters }), createFakeMap({ layers: shown('a', 'b') })]
    const { getLayerFilters } = from.parts
    from.parts.getLayerFilters = (id) => (id === 'a' ? Promise.reject(new Error('busy')) : getLayerFilters(id))
    const carried = transferFeltView(from.controller, to.controller, new AbortController().signal)
    await expect(carried).rejects.toThrow('busy')
    expect(to.commands).toEqual([['setLayerFilters', { layerId: 'b', filters: [2] }]])
  })

  test('a layer that never responds does not stop the other layers', async () => {
    const boundaries = { a: [1], b: [2] }
    const [from, to] = [
      createFakeMap({ layers: shown('a', 'b'), boundaries }),
      createFakeMap({ layers: shown('a', 'b') }),
    ]
    const { getLayerBoundaries } = to.parts
    to.parts.getLayerBoundaries = (id) => (id === 'a' ? new Promise(() => {}) : getLayerBoundaries(id))
    const carried = transferFeltView(from.controller, to.controller, new AbortController().signal)
    const failure = expect(carried).rejects.toMatchObject({ code: 'NO_RESPONSE' })
    await vi.advanceTimersByTimeAsync(2_000)
    await failure
    expect(to.commands).toEqual([['setLayerBoundary', { layerIds: ['b'], boundary: [2] }]])
  })

  test('reads of a slow and then unresponsive map end after two seconds in total', async () => {
    const all: Model = { layers: shown('a'), filters: { a: [1] }, tool: 'pin' }
    const [from, to] = [createFakeMap(all), createFakeMap({ layers: shown('a') })]
    const { getLayers } = to.parts
    to.parts.getLayers = () => new Promise((resolve) => setTimeout(() => resolve(getLayers()), 1_500))
    to.parts.getLayerFilters = () => new Promise(() => {})
    const carried = transferFeltView(from.controller, to.controller, new AbortController().signal)
    const failure = expect(carried).rejects.toMatchObject({ code: 'NO_RESPONSE' })
    await vi.advanceTimersByTimeAsync(2_000)
    expect(to.commands).toEqual([['setTool', 'pin']])
    await failure
  })

  test('a feature that cannot be selected does not stop the others', async () => {
    const peru = { id: 'peru', layerId: 'countries' }
    const [from, to] = [createFakeMap({ selection: [feature(FRANCE), feature(peru)] }), createFakeMap()]
    const { selectFeature } = to.parts
    to.parts.selectFeature = async (wanted) => {
      if ((wanted as { id: string }).id === 'france') throw new Error('no')
      await selectFeature(wanted)
    }
    const carried = transferFeltView(from.controller, to.controller, new AbortController().signal)
    await expect(carried).rejects.toThrow('no')
    expect(to.commands.at(-1)).toEqual(['selectFeature', { ...peru, fitViewport: false }])
  })

  test('transferFeltView ends when the page never responds', async () => {
    const [from, to] = [createFakeMap(wanted), createFakeMap(actual)]
    from.parts.getSelection = () => new Promise<never>(() => {})
    const carried = transferFeltView(from.controller, to.controller, new AbortController().signal)
    const failure = expect(carried).rejects.toMatchObject({ code: 'NO_RESPONSE' })
    await vi.advanceTimersByTimeAsync(2_000)
    await failure
    expect(to.commands.map(([name]) => name)).toEqual(['setLayerVisibility', 'setViewport', 'setTool'])
  })

  test('transferFeltView reports several failures in one error', async () => {
    const [from, to] = [createFakeMap(wanted), createFakeMap(actual)]
    from.parts.getLegendItems = () => Promise.reject(new Error('one'))
    to.parts.setTool = () => Promise.reject(new Error('two'))
    const carried = transferFeltView(from.controller, to.controller, new AbortController().signal)
    await expect(carried).rejects.toMatchObject({ errors: [{ message: 'one' }, { message: 'two' }] })
  })
})

test('transferFeltView writes nothing after its abort, because the new map may already be visible', async () => {
  const [from, to] = [createFakeMap({ layers: shown('a'), tool: 'pin' }), createFakeMap({ layers: hidden('a') })]
  const given = new AbortController()
  to.parts.setLayerVisibility = async () => void given.abort()
  await transferFeltView(from.controller, to.controller, given.signal)
  expect(to.commands).toEqual([])
})

/** A map of which only the listeners matter. */
function createNoisyMap() {
  const handlers = new Map<string, () => void>()
  const on = (name: string) => (params: { handler: () => void }) => {
    handlers.set(name, params.handler)
    return () => handlers.delete(name)
  }
  const names = ['onMapIdle', 'onViewportMove', 'onPointerMove', 'onPointerClick', 'onSelectionChange']
  const parts = Object.fromEntries(names.map((name) => [name, on(name)]))
  return { handlers, controller: parts as unknown as FeltController }
}

test('whenMapIdle resolves at the idle report, and then stops listening', async () => {
  const { handlers, controller } = createNoisyMap()
  const rest = whenMapIdle(controller)
  handlers.get('onMapIdle')?.()
  await rest
  expect(handlers.size).toBe(0)
})

describe('the idle watch of a map', () => {
  /** A map that reports when it is idle, and never again for the same. */
  function createReportingMap(model?: Model) {
    const [map, noisy] = [createFakeMap(model), createNoisyMap()]
    const report = () => noisy.handlers.get('onMapIdle')?.()
    return { ...noisy, report, controller: { ...map.parts, ...noisy.controller } as unknown as FeltController }
  }
  const transfer = (from: FeltController, to: FeltController) =>
    transferFeltView(from, to, new AbortController().signal)
  /** Whether the map counts as rendered now. */
  async function isAtRest(map: FeltController): Promise<boolean> {
    let isResolved = false
    void whenMapIdle(map).then(() => (isResolved = true))
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
    return isResolved
  }

  test("whenIdle resolves when the map's only idle report came before the call", async () => {
    const to = createReportingMap()
    const transferred = transfer(createFakeMap().controller, to.controller)
    to.report()
    expect(await transferred).toBe(false)
    expect(await isAtRest(to.controller)).toBe(true)
    expect(to.handlers.size).toBe(0)
  })

  test('whenIdle ignores an idle report from before a change was rendered', async () => {
    const to = createReportingMap({ view: ROME })
    const transferred = transfer(createFakeMap({ view: PARIS }).controller, to.controller)
    to.report()
    expect(await transferred).toBe(true)
    expect(await isAtRest(to.controller)).toBe(false)
    to.report()
    expect(await isAtRest(to.controller)).toBe(true)
  })

  test('whenIdle needs no new report after a change that the map rejected', async () => {
    const to = createReportingMap({ layers: hidden('a') })
    const refusing = { ...to.controller, setLayerVisibility: () => Promise.reject(new Error('an older Felt')) }
    const transferred = transfer(
      createFakeMap({ layers: shown('a') }).controller,
      refusing as unknown as FeltController,
    )
    to.report()
    await expect(transferred).rejects.toThrow('an older Felt')
    expect(await isAtRest(refusing as unknown as FeltController)).toBe(true)
  })

  test('whenIdle waits at most 10 s after a change, because Felt may report idle before confirming', async () => {
    const to = createReportingMap({ view: ROME })
    const transferred = transfer(createFakeMap({ view: PARIS }).controller, to.controller)
    to.report()
    await transferred
    const onRest = vi.fn()
    void whenMapIdle(to.controller).then(onRest)
    await vi.advanceTimersByTimeAsync(9_900)
    expect(onRest).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(100)
    expect(onRest).toHaveBeenCalled()
  })

  test('whenIdle needs no new report after a change of the tool, which is not rendered', async () => {
    const to = createReportingMap({ tool: null })
    const transferred = transfer(createFakeMap({ tool: 'pin' }).controller, to.controller)
    to.report()
    expect(await transferred).toBe(false)
    expect(await isAtRest(to.controller)).toBe(true)
  })

  test('transferFeltView works when the SDK cannot listen, as without https; rendering is then unknown', async () => {
    const to = createReportingMap()
    const deaf = { ...to.controller, onMapIdle: () => { throw new Error('no randomUUID') } } // prettier-ignore
    expect(await transfer(createFakeMap().controller, deaf as unknown as FeltController)).toBe(false)
    await expect(whenMapIdle(deaf as unknown as FeltController)).rejects.toThrow('no randomUUID')
  })
})

test('onViewerActivity reports moves, pointer events and selections, until its release', () => {
  const { handlers, controller } = createNoisyMap()
  const listener = vi.fn()
  const release = onViewerActivity(controller, listener)
  for (const handler of handlers.values()) handler()
  expect(listener).toHaveBeenCalledTimes(4)
  release()
  expect(handlers.size).toBe(0)
})
