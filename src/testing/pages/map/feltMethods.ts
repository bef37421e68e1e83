import type { Map } from 'leaflet'
import type { MapModel } from './createMapModel.ts'
import type { Viewport } from './createViewport.ts'
import { countryFeature } from './featuresAt.ts'
import { toFeltElementGroup, toFeltGroup, toFeltLayer, toFeltLegendItem } from './feltLayers.ts'
import type { FeltFilters, FeltMethods } from './feltTypes.ts'
import type { Tiles } from './loadTiles.ts'
import type { UiControls } from './uiControls.ts'
import { MAP_STYLES } from './basemaps.ts'

/** Parts of the map used by the methods. */
export interface MapParts {
  map: Map
  mapId: string
  model: MapModel
  viewport: Viewport
  controls: UiControls
  tiles: Tiles
}

/** Methods supported by this page. The SDK rejects calls of all other methods, as with an older Felt. */
export type EmulatedMethods = Pick<
  FeltMethods,
  | 'getViewport'
  | 'setViewport'
  | 'fitViewportToBounds'
  | 'getViewportConstraints'
  | 'setViewportConstraints'
  | 'getLayers'
  | 'getLayer'
  | 'setLayerVisibility'
  | 'getLayerGroups'
  | 'getLayerGroup'
  | 'setLayerGroupVisibility'
  | 'getLegendItems'
  | 'setLegendItemVisibility'
  | 'getElementGroups'
  | 'setElementGroupVisibility'
  | 'getLayerBoundaries'
  | 'setLayerBoundary'
  | 'getLayerFilters'
  | 'setLayerFilters'
  | 'getBasemaps'
  | 'getCurrentBasemap'
  | 'chooseBasemap'
  | 'getMapDetails'
  | 'updateUiControls'
  | 'getSelection'
  | 'getFeature'
  | 'selectFeature'
  | 'clearSelection'
  | 'getTool'
  | 'setTool'
>

/** Creates the supported part of Felt's controller. */
export function feltMethods({ mapId, model, viewport, controls }: MapParts): EmulatedMethods {
  return {
    getViewport: viewport.get,
    setViewport: viewport.set,
    fitViewportToBounds: ({ bounds }) => viewport.fit(bounds),
    getViewportConstraints: viewport.constraints,
    setViewportConstraints: viewport.constrain,

    getLayers: (constraint) => pick(model.layers, constraint?.ids).map((layer) => layer && toFeltLayer(layer)),
    getLayer: (id) => pick(model.layers, [id]).map((layer) => layer && toFeltLayer(layer))[0] ?? null,
    setLayerVisibility({ show = [], hide = [] }) {
      show.forEach((id) => model.setLayer(id, true))
      hide.forEach((id) => model.setLayer(id, false))
    },
    getLayerGroups: (constraint) =>
      pick(model.groups, constraint?.ids).map((group) => group && toFeltGroup(group, model)),
    getLayerGroup: (id) => pick(model.groups, [id]).map((group) => group && toFeltGroup(group, model))[0] ?? null,
    setLayerGroupVisibility({ show = [], hide = [] }) {
      show.forEach((id) => model.setGroup(id, true))
      hide.forEach((id) => model.setGroup(id, false))
    },
    getLegendItems: (constraint) => legendItemsOf(model, constraint?.layerIds),
    setLegendItemVisibility({ show = [], hide = [] }) {
      show.forEach(({ id, layerId }) => model.setLegendItem(id, layerId, true))
      hide.forEach(({ id, layerId }) => model.setLegendItem(id, layerId, false))
    },
    getElementGroups: (constraint) =>
      pick(model.elementGroups, constraint?.ids).map((group) => group && toFeltElementGroup(group)),
    setElementGroupVisibility({ show = [], hide = [] }) {
      show.forEach((id) => model.setElementGroup(id, true))
      hide.forEach((id) => model.setElementGroup(id, false))
    },
    getLayerBoundaries: (id) => boundariesOf(model, id),
    setLayerBoundary: ({ layerIds, boundary }) => layerIds.forEach((id) => model.setBoundary(id, boundary)),
    getLayerFilters: (id) => filtersOf(model, id),
    setLayerFilters: ({ layerId, filters }) => model.setFilters(layerId, filters),

    getBasemaps: () => MAP_STYLES.map(({ basemap }) => basemap),
    getCurrentBasemap: () => model.style().basemap,
    chooseBasemap: model.chooseBasemap,

    getSelection: () => selectionOf(model),
    getFeature({ id, layerId }) {
      const country = layerId === 'layer-countries' ? model.country(String(id)) : undefined
      return country ? countryFeature(country) : null
    },
    selectFeature({ id, layerId, fitViewport = true }) {
      if (layerId !== 'layer-countries') throw new Error('Only countries can be selected.')
      model.select(String(id))
      const country = model.selection()
      if (country && fitViewport) viewport.fit(country.bbox)
    },
    clearSelection: (what) => {
      if (what?.features !== false) model.select(undefined)
    },
    getTool: model.tool,
    setTool: model.setTool,
    updateUiControls: controls.update,
    getMapDetails: () => ({ id: mapId, title: document.title, description: null }),
  }
}

/** Returns all items, or those with given IDs, with null for an unknown ID. */
function pick<T extends { id: string }>(items: readonly T[], ids: readonly string[] | undefined): (T | null)[] {
  return ids ? ids.map((id) => items.find((item) => item.id === id) ?? null) : [...items]
}

/** Returns the classes of some layers, or of all layers. */
function legendItemsOf(model: MapModel, layerIds: readonly string[] | undefined) {
  return model.legendItems.filter(({ layerId }) => layerIds?.includes(layerId) ?? true).map(toFeltLegendItem)
}

/** Returns the viewer's selection, as nodes of Felt's protocol. */
export function selectionOf(model: MapModel) {
  const country = model.selection()
  return country ? [{ type: 'feature' as const, entity: countryFeature(country) }] : []
}

/**
 * Returns the filters. `components` are set by the viewer in the legend: readable, but not settable, by the host page.
 */
export function filtersOf(model: MapModel, layerId: string) {
  const least = layerId === 'layer-capitals' ? model.leastPeople() : 0
  const components: FeltFilters = least > 0 ? ['people', 'ge', least] : null
  const ephemeral = model.filters(layerId)
  const combined: FeltFilters = components && ephemeral ? [components, 'and', ephemeral] : (components ?? ephemeral)
  return { style: null, components, ephemeral, combined }
}

/** Returns the boundaries. Viewers cannot draw boundaries on this map, so only the host page sets them. */
export function boundariesOf(model: MapModel, layerId: string) {
  return { spatialFilters: null, ephemeral: model.boundary(layerId), combined: null }
}
