import { expect } from 'vitest'
import { commands } from 'vitest/browser'
import type { FeltController } from '../../src/index.ts'
import { askPage } from './emulator.ts'
import { createStage, boxOf, until } from './renderStage.tsx'
import { felt } from './adaptersUnderTest.tsx'

/** In ms. */
const LIFETIME = 8_000
/** Between two things that a viewer does, in ms; every third time longer, so that some swaps fall into a pause. */
const PACE = { usual: 500, third: 1_500 }
/** The last moment of a page, in ms: what is visible is read once more, and then the other page is. */
const EDGE = 200

interface MapState {
  center: { latitude: number; longitude: number }
  zoom: number
  [aspect: string]: unknown
}

type Stage = Awaited<ReturnType<typeof createStage>>

/** All that a refresh must keep. */
async function lookAt(frame: HTMLIFrameElement): Promise<Record<string, unknown>> {
  const { center, zoom, ...state } = await askPage<MapState>(frame, 'state')
  const { hiddenLayers, hiddenGroups, hiddenItems, hiddenNotes, filters, boundary, basemap, selection, tool } = state
  const place = [center.latitude.toFixed(4), center.longitude.toFixed(4), zoom.toFixed(2)]
  return { place, hiddenLayers, hiddenGroups, hiddenItems, hiddenNotes, filters, boundary, basemap, selection, tool }
}

/** The same once it moves no more; undefined when it is gone before that. */
async function lookAtRest(frame: HTMLIFrameElement): Promise<Record<string, unknown> | undefined> {
  for (let before: unknown; ;) {
    const now = await lookAt(frame).catch(() => undefined)
    if (now === undefined || JSON.stringify(now) === JSON.stringify(before)) return now
    before = now
    // The end of a glide is slow: as many pictures as tell it from rest.
    for (let count = 0; count < 8; count += 1) await new Promise(requestAnimationFrame)
  }
}

/** Ids of features: Fiji, Tanzania, Canada. */
const COUNTRIES = ['242', '834', '124']

/** Repeated actions of a viewer and their host app on a map; `turn` varies each repetition. */
const DEEDS: ((map: FeltController, turn: number, frame: HTMLIFrameElement) => unknown)[] = [
  (_map, turn, frame) => commands.drag(centreOf(frame), { x: turn % 2 ? 60 : -60, y: turn % 3 ? 20 : -40 }),
  (map, turn) => map.setLayerVisibility(turn % 2 ? { hide: ['layer-borders'] } : { show: ['layer-borders'] }),
  () => commands.pressKey('Tab'),
  (map, turn) => map.setLayerGroupVisibility(turn % 2 ? { hide: ['group-places'] } : { show: ['group-places'] }),
  (map, turn) => {
    const item = [{ id: 'small', layerId: 'layer-capitals' }]
    return map.setLegendItemVisibility(turn % 2 ? { hide: item } : { show: item })
  },
  (_map, turn, frame) => commands.drag(centreOf(frame), { x: 10, y: turn % 2 ? 50 : -50 }),
  (map, turn) => map.setLayerFilters({ layerId: 'layer-capitals', filters: ['people', 'ge', turn % 9] }),
  (map, turn) => map.setLayerBoundary({ layerIds: ['layer-capitals'], boundary: [-90 - (turn % 9), -60, 120, 70] }),
  () => commands.pressKey('Tab'),
  (map, turn) => map.setElementGroupVisibility(turn % 2 ? { hide: ['group-notes'] } : { show: ['group-notes'] }),
  async (map, turn) => {
    const basemaps = await map.getBasemaps()
    return map.chooseBasemap(basemaps[turn % basemaps.length]?.id ?? '')
  },
  (map, turn) => map.setTool(turn % 2 ? 'pin' : null),
  (map, turn) => {
    const country = { layerId: 'layer-countries', id: COUNTRIES[turn % COUNTRIES.length] ?? '', fitViewport: false }
    return turn % 2 ? map.selectFeature(country) : map.clearSelection({ features: true })
  },
]

/** The middle of a frame, in a form that can be sent. */
export function centreOf(frame: HTMLIFrameElement) {
  const { x, y, width, height } = boxOf(frame)
  return { x: x + width / 2, y: y + height / 2 }
}

/**
 * Works in a map until `isOver`, which is asked after each thing done, and looks at every swap whether it is seen.
 *
 * @param least handovers, for there to be something to see
 */
export async function workInMap(
  least: number,
  isOver: (seen: { refreshes: number; edges: number }) => boolean,
): Promise<void> {
  const stage = await createStage(felt, { options: { lifetime: LIFETIME } })
  await stage.untilReady()
  const before: unknown = history.state
  history.pushState({ mark: 1 }, '')
  const { length } = history
  const stop = await stage.sample()
  const removals = watchRemovals()
  let shown = stage.live()
  let expected = await lookAt(shown)
  let [turn, edges, refreshes] = [0, 0, 0]
  while (!isOver({ refreshes, edges })) {
    const deed = DEEDS[turn % DEEDS.length]?.(controllerOf(stage), Math.floor(turn / DEEDS.length), shown)
    // A map that is gone never answers.
    await Promise.race([deed, until(() => expect(stage.live()).not.toBe(shown)).catch(() => {})])
    const rested = await lookAtRest(shown)
    const restedAt = performance.now()
    expected = rested ?? expected
    turn += 1
    const pause = turn % 3 === 0 ? PACE.third : PACE.usual
    await until(() => expect(performance.now()).toBeGreaterThan(restedAt + pause))
    if (stage.live() === shown) continue
    refreshes += 1
    shown = stage.live()
    // Under load a map may still glide to where the other one was.
    const found = (await lookAtRest(shown)) ?? expected
    // The one thing that was being done in the old page's last moment may be lost; nothing else is.
    const isEdge = rested === undefined || removals.lastAt() < restedAt + EDGE
    edges += isEdge ? 1 : 0
    expect(differences(expected, found).length, `${differences(expected, found)}`).toBeLessThanOrEqual(isEdge ? 1 : 0)
    expected = found
  }
  const { samples, blanks, duration } = await stop()
  const { loadsExpired, loadsRejected, visibleExpiredMs } = await stage.summary()
  // For a reader of the output. How long a token was visible past its end depends on the machine, as two seconds are
  // left of eight for a page to load in; the contract, with twelve, wants zero.
  console.info({ refreshes, edges, turns: turn, samples, blanks, duration, visibleExpiredMs })
  expect(refreshes).toBeGreaterThanOrEqual(least)
  expect(edges).toBeLessThan(refreshes)
  expect({ blanks, loadsExpired, loadsRejected }).toEqual({ blanks: 0, loadsExpired: 0, loadsRejected: 0 })
  expect(stage.errors).toEqual([])
  expect(history.length).toBe(length)
  const back = new Promise((resolve) => addEventListener('popstate', resolve, { once: true }))
  await commands.goBack()
  await back
  expect(history.state).toEqual(before)
  expect(stage.frames()).toContain(stage.live())
}

function differences(a: Record<string, unknown>, b: Record<string, unknown>): string[] {
  return Object.keys(a).flatMap((key) => {
    const [before, after] = [JSON.stringify(a[key]), JSON.stringify(b[key])]
    return before === after ? [] : [`${key}: ${before} became ${after}`]
  })
}

/** Notes when a frame was last taken away. */
function watchRemovals() {
  let at = -Infinity
  const watch = new MutationObserver((changes) => {
    if (changes.some(({ removedNodes }) => [...removedNodes].some((node) => node instanceof HTMLIFrameElement)))
      at = performance.now()
  })
  watch.observe(document.body, { childList: true, subtree: true })
  return { lastAt: () => at }
}

function controllerOf({ handle }: Stage): FeltController {
  const { current } = handle
  if (!current?.controller) throw new Error('no map is on show')
  return current.controller as FeltController
}
