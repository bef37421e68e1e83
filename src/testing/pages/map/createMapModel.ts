import { createEmitter } from '../shared/createEmitter'
import { MAP_STYLES } from './basemaps'
import type { FeltFilters, FeltTool } from './feltTypes'
import { initialGroups, initialLayers, type LayerId, type MapGroup, type MapLayer } from './mapLayers'
import { WORLD, type Country } from './world'

/** What is on the map, whoever changed it: the viewer in the legend, or the host through the SDK. */
export type MapModel = ReturnType<typeof createMapModel>

/** Makes the state of a map that was just opened. Every change is told once, to the drawing, the legend and the host. */
export function createMapModel() {
  const layers = initialLayers()
  const groups = initialGroups()
  let style = MAP_STYLES[0]
  let selection: Country | undefined
  let tool: FeltTool = null
  /** What the viewer set with the legend's slider: readable through the SDK, but not settable. */
  let leastPeople = 0
  const filters = new Map<string, FeltFilters>()

  const changed = {
    layer: createEmitter<MapLayer>(),
    group: createEmitter<MapGroup>(),
    basemap: createEmitter<void>(),
    selection: createEmitter<void>(),
    filters: createEmitter<string>(),
    tool: createEmitter<FeltTool>(),
  }

  const setLayer = (id: string, visible: boolean) => {
    const layer = layers.find((each) => each.id === id)
    if (!layer || layer.visible === visible) return
    layer.visible = visible
    changed.layer.emit(layer)
  }
  const setGroup = (id: string, visible: boolean) => {
    const group = groups.find((each) => each.id === id)
    if (!group || group.visible === visible) return
    group.visible = visible
    changed.group.emit(group)
  }

  return {
    layers,
    groups,
    changed,
    style: () => style,
    selection: () => selection,
    tool: () => tool,
    leastPeople: () => leastPeople,
    filters: (layerId: string): FeltFilters => filters.get(layerId) ?? null,
    setLayer,
    setGroup,
    /** Whether a layer is drawn: it and its group are visible. */
    isDrawn(id: LayerId): boolean {
      const layer = layers.find((each) => each.id === id)
      return layer?.visible === true && groups.some((group) => group.id === layer.groupId && group.visible)
    },
    chooseBasemap(id: string) {
      const next = MAP_STYLES.find(({ basemap }) => basemap.id === id)
      if (!next) throw new Error(`There is no basemap ${id}.`)
      if (next === style) return
      style = next
      changed.basemap.emit()
    },
    select(id: string | undefined) {
      const next = WORLD.countries.find((country) => country.id === id)
      if (id !== undefined && !next) throw new Error(`There is no feature ${id}.`)
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
    setLeastPeople(people: number) {
      leastPeople = people
      changed.filters.emit('layer-capitals')
    },
  }
}
