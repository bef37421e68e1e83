import type { Basemap, FeltController } from '@feltmaps/js-sdk'
import { compareSelection } from './compareSelection'
import { compareVisibility } from './compareVisibility'
import { isSameView } from './feltViewport'
import { isSame } from './isSame'

/** Reads one aspect of two maps, and returns what makes the second one like the first. */
export type Aspect = (from: FeltController, to: FeltController) => Promise<() => Promise<unknown>>

/**
 * What is carried, in the order in which a new map is told: what hides other things comes before them, and whatever
 * might move the map comes before the viewport. Ids that the new map no longer has are left out: its author may edit it
 * at any time.
 */
export const ASPECTS: readonly Aspect[] = [
  aspect(
    async (map) => ({ current: await map.getCurrentBasemap(), all: await map.getBasemaps() }),
    async (map, wanted, actual) => {
      const basemap = matchBasemap(wanted.current, actual)
      if (basemap) await map.chooseBasemap(basemap.id)
    },
  ),
  aspect(
    (map) => map.getLayerGroups(),
    async (map, wanted, actual) => {
      const change = compareVisibility(wanted, actual, ({ id }) => id)
      if (change) await map.setLayerGroupVisibility(change)
    },
  ),
  aspect(
    (map) => map.getLayers(),
    async (map, wanted, actual) => {
      const change = compareVisibility(wanted, actual, ({ id }) => id)
      if (change) await map.setLayerVisibility(change)
    },
  ),
  aspect(
    (map) => map.getLegendItems(),
    async (map, wanted, actual) => {
      const change = compareVisibility(wanted, actual, ({ id, layerId }) => ({ id, layerId }))
      if (change) await map.setLegendItemVisibility(change)
    },
  ),
  perLayer(
    async (map, layerId) => (await map.getLayerFilters(layerId))?.ephemeral ?? null,
    (map, layerId, filters) => map.setLayerFilters({ layerId, filters }),
  ),
  perLayer(
    async (map, layerId) => (await map.getLayerBoundaries(layerId))?.ephemeral ?? null,
    (map, layerId, boundary) => map.setLayerBoundary({ layerIds: [layerId], boundary }),
  ),
  aspect(
    (map) => map.getElementGroups(),
    async (map, wanted, actual) => {
      const change = compareVisibility(wanted, actual, ({ id }) => id)
      if (change) await map.setElementGroupVisibility(change)
    },
  ),
  aspect(
    (map) => map.getSelection(),
    async (map, wanted, actual) => {
      const change = compareSelection(wanted, actual)
      if (!change) return
      await map.clearSelection({ features: true })
      for (const feature of change) await map.selectFeature({ ...feature, fitViewport: false })
    },
  ),
  aspect(
    (map) => map.getViewport(),
    async (map, { center, zoom }, actual) => {
      // The new map was born with it, and setting it is seen.
      if (!isSameView({ center, zoom }, actual)) await map.setViewport({ center, zoom })
    },
  ),
  aspect(
    (map) => map.getTool(),
    async (map, wanted, actual) => {
      if (wanted !== actual) await map.setTool(wanted)
    },
  ),
]

function aspect<T>(
  read: (map: FeltController) => Promise<T>,
  write: (map: FeltController, wanted: T, actual: T) => Promise<void>,
): Aspect {
  return async (from, to) => {
    const [wanted, actual] = await Promise.all([read(from), read(to)])
    return () => write(to, wanted, actual)
  }
}

/** What hosts set for a layer through the SDK; `null` where there is nothing. */
function perLayer<T>(
  read: (map: FeltController, layerId: string) => Promise<T | null>,
  write: (map: FeltController, layerId: string, value: T | null) => Promise<void>,
): Aspect {
  const readAll = async (map: FeltController): Promise<Map<string, T | null>> => {
    const layers = (await map.getLayers()).filter((layer) => layer !== null)
    return new Map(await Promise.all(layers.map(async ({ id }) => [id, await read(map, id)] as const)))
  }
  return aspect(readAll, async (map, wanted, actual) => {
    for (const [id, value] of wanted) {
      if (actual.has(id) && !isSame(value, actual.get(id))) await write(map, id, value)
    }
  })
}

/** The basemap to choose; undefined where it is shown already, or is none of the map's own. Felt's ids are not stable. */
function matchBasemap(
  wanted: Basemap,
  { current, all }: { current: Basemap; all: readonly Basemap[] },
): Basemap | undefined {
  const isWanted = ({ type, name }: Basemap): boolean => type === wanted.type && name === wanted.name
  return isWanted(current) ? undefined : all.find(isWanted)
}
