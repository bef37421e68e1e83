import { createEmitter, type Emitter } from '../shared/createEmitter.ts'
import { MAP_STYLES } from './basemaps.ts'
import type { FeltBoundary, FeltFilters, FeltTool } from './feltTypes.ts'
import {
  type ElementGroup,
  initialElementGroups,
  initialGroups,
  initialLayers,
  initialLegendItems,
  type LayerId,
  type LegendItem,
  type MapGroup,
  type MapLayer,
} from './mapLayers.ts'
import { WORLD, type Country } from './world.ts'

/** State of the map, changed by the viewer in the legend or by the host page through the SDK. */
export type MapModel = ReturnType<typeof createMapModel>

function countryOf(id: string | undefined): Country | undefined {
  return WORLD.countries.find((country) => country.id === id)
}

/** Creates the state of a newly opened map. Every change is emitted once, to rendering, legend and host page. */
export function createMapModel() {
  const layers = initialLayers()
  const groups = initialGroups()
  const legendItems = initialLegendItems()
  const elementGroups = initialElementGroups()
  let style = MAP_STYLES[0]
  let selection: Country | undefined
  let tool: FeltTool = null
  /** Value of the legend's slider, set by the viewer: readable through the SDK, but not settable. */
  let leastPeople = 0
  const filters = new Map<string, FeltFilters>()
  const boundaries = new Map<string, FeltBoundary>()

  const changed = {
    layer: createEmitter<MapLayer>(),
    group: createEmitter<MapGroup>(),
    legendItem: createEmitter<LegendItem>(),
    elementGroup: createEmitter<ElementGroup>(),
    basemap: createEmitter<void>(),
    selection: createEmitter<void>(),
    filters: createEmitter<string>(),
    boundaries: createEmitter<string>(),
    tool: createEmitter<FeltTool>(),
  }

  /** Switches an item; unknown and unchanged items are ignored. */
  const turn = <T extends { visible: boolean }>(item: T | undefined, visible: boolean, { emit }: Emitter<T>) => {
    if (!item || item.visible === visible) return
    item.visible = visible
    emit(item)
  }

  return {
    layers,
    groups,
    legendItems,
    elementGroups,
    changed,
    style: () => style,
    selection: () => selection,
    tool: () => tool,
    leastPeople: () => leastPeople,
    filters: (layerId: string): FeltFilters => filters.get(layerId) ?? null,
    boundary: (layerId: string): FeltBoundary => boundaries.get(layerId) ?? null,
    setLayer: (id: string, visible: boolean) =>
      turn(
        layers.find((each) => each.id === id),
        visible,
        changed.layer,
      ),
    setGroup: (id: string, visible: boolean) =>
      turn(
        groups.find((each) => each.id === id),
        visible,
        changed.group,
      ),
    setLegendItem: (id: string, layerId: string, visible: boolean) =>
      turn(
        legendItems.find((each) => each.id === id && each.layerId === layerId),
        visible,
        changed.legendItem,
      ),
    setElementGroup: (id: string, visible: boolean) =>
      turn(
        elementGroups.find((each) => each.id === id),
        visible,
        changed.elementGroup,
      ),
    /** Returns whether a layer is drawn: layer and group are visible. */
    isDrawn(id: LayerId): boolean {
      const layer = layers.find((each) => each.id === id)
      return layer?.visible === true && groups.some((group) => group.id === layer.groupId && group.visible)
    },
    chooseBasemap(id: string) {
      const next = MAP_STYLES.find(({ basemap }) => basemap.id === id)
      if (!next) throw new Error(`No basemap has the id ${id}.`)
      if (next === style) return
      style = next
      changed.basemap.emit()
    },
    country: countryOf,
    select(id: string | undefined) {
      const next = countryOf(id)
      if (id !== undefined && !next) throw new Error(`No feature has the id ${id}.`)
      if (next === selection) return
      selection = next
      changed.selection.emit()
    },
    setTool(next: FeltTool) {
      tool = next
      changed.tool.emit(tool)
    },
    setFilters(layerId: string, next: FeltFilters) {
      filters.set(layerId, next)
      changed.filters.emit(layerId)
    },
    setBoundary(layerId: string, next: FeltBoundary) {
      boundaries.set(layerId, next)
      changed.boundaries.emit(layerId)
    },
    setLeastPeople(people: number) {
      leastPeople = people
      changed.filters.emit('layer-capitals')
    },
  }
}
