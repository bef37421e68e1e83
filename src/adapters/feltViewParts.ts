import type { Basemap, FeltController } from '@feltmaps/js-sdk'
import { transferSelection } from './transferSelection.ts'
import { diffVisibility } from './diffVisibility.ts'
import type { ViewPartTransfer } from './feltViewPart.ts'
import { areViewportsEqual } from './feltViewport.ts'
import { isJsonEqual } from './isJsonEqual.ts'

/**
 * Visible aspects of a map, in the order of copying: anything that hides other items first, the viewport after
 * anything that may move the map. IDs missing in the new map are skipped, because its author may edit the map at any
 * time.
 */
export const VIEW_PARTS: readonly ViewPartTransfer[] = [
  viewPart(
    async (map) => ({ current: await map.getCurrentBasemap(), all: await map.getBasemaps() }),
    (wanted, actual) => findBasemap(wanted.current, actual),
    async (map, { id }) => map.chooseBasemap(id),
  ),
  viewPart(
    (map) => map.getLayerGroups(),
    (wanted, actual) => diffVisibility(wanted, actual, ({ id }) => id),
    (map, change) => map.setLayerGroupVisibility(change),
  ),
  viewPart(
    (map) => map.getLayers(),
    (wanted, actual) => diffVisibility(wanted, actual, ({ id }) => id),
    (map, change) => map.setLayerVisibility(change),
  ),
  viewPart(
    (map) => map.getLegendItems(),
    (wanted, actual) => diffVisibility(wanted, actual, ({ id, layerId }) => ({ id, layerId })),
    (map, change) => map.setLegendItemVisibility(change),
  ),
  viewPartPerLayer(
    async (map, layerId) => (await map.getLayerFilters(layerId))?.ephemeral ?? null,
    (map, layerId, filters) => map.setLayerFilters({ layerId, filters }),
  ),
  viewPartPerLayer(
    async (map, layerId) => (await map.getLayerBoundaries(layerId))?.ephemeral ?? null,
    (map, layerId, boundary) => map.setLayerBoundary({ layerIds: [layerId], boundary }),
  ),
  viewPart(
    (map) => map.getElementGroups(),
    (wanted, actual) => diffVisibility(wanted, actual, ({ id }) => id),
    (map, change) => map.setElementGroupVisibility(change),
  ),
  transferSelection,
  viewPart(
    (map) => map.getViewport(),
    // The new map was created with the viewport, and setting it again would be visible.
    ({ center, zoom }, actual) => (areViewportsEqual({ center, zoom }, actual) ? undefined : { center, zoom }),
    async (map, view) => map.setViewport(view),
  ),
]

/** Copies the selected tool, the only copied aspect without a rendering. */
export const TOOL: ViewPartTransfer = viewPart(
  (map) => map.getTool(),
  (wanted, actual) => (wanted === actual ? undefined : { tool: wanted }),
  async (map, { tool }) => map.setTool(tool),
)

function viewPart<T, Change>(
  read: (map: FeltController) => Promise<T>,
  compare: (wanted: T, actual: T) => Change | undefined,
  write: (map: FeltController, change: Change) => Promise<unknown>,
): ViewPartTransfer {
  return async (from, to, safeCall) => {
    const [wanted, actual] = await Promise.all([safeCall(read(from)), safeCall(read(to))])
    const change = wanted === undefined || actual === undefined ? undefined : compare(wanted, actual)
    return change === undefined ? undefined : () => safeCall(write(to, change))
  }
}

/**
 * Copies values set by the host app per layer through the SDK; `null` means no value. Layers are copied independently.
 */
function viewPartPerLayer<T>(
  read: (map: FeltController, layerId: string) => Promise<T | null>,
  write: (map: FeltController, layerId: string, value: T | null) => Promise<unknown>,
): ViewPartTransfer {
  return async (from, to, safeCall) => {
    const readAll = async (map: FeltController): Promise<Map<string, T | null | undefined>> => {
      const layers = ((await safeCall(map.getLayers())) ?? []).filter((layer) => layer !== null)
      return new Map(await Promise.all(layers.map(async ({ id }) => [id, await safeCall(read(map, id))] as const)))
    }
    const [wanted, actual] = await Promise.all([readAll(from), readAll(to)])
    const writes = [...wanted].flatMap(([id, value]) => {
      const current = actual.get(id)
      const isDone = value === undefined || current === undefined || isJsonEqual(value, current)
      return isDone ? [] : [() => safeCall(write(to, id, value))]
    })
    return writes.length > 0 ? () => Promise.all(writes.map((each) => each())) : undefined
  }
}

/** Returns the basemap to choose; undefined if already active or not in the map's list. Felt's IDs are not stable. */
function findBasemap(
  wanted: Basemap,
  { current, all }: { current: Basemap; all: readonly Basemap[] },
): Basemap | undefined {
  const isWanted = ({ type, name }: Basemap): boolean => type === wanted.type && name === wanted.name
  return isWanted(current) ? undefined : all.find(isWanted)
}
