import { MAP_STYLES } from '../pages/map/basemaps.ts'
import { parseView } from '../pages/map/parseView.ts'
import type { FeltMethods, FeltTool } from '../pages/map/feltTypes.ts'

const WORLD: [number, number, number, number] = [-180, -85, 180, 85]
const EMPTY_LAYER_STATE = { style: null, components: null, spatialFilters: null, ephemeral: null, combined: null }

/**
 * Creates the methods of a map without layers. View, tool and basemap are kept, because host apps read them back.
 *
 * @param emit calls the listeners of an event
 */
export function createEmptyMap(
  mapId: string,
  parameters: URLSearchParams,
  emit: (event: string, detail?: unknown) => void,
): Partial<FeltMethods> {
  let view = parseView(parameters)
  let tool: FeltTool = null
  let [{ basemap }] = MAP_STYLES
  let constraints: Awaited<ReturnType<FeltMethods['getViewportConstraints']>> = null

  const getViewport = () => ({ ...view, bounds: WORLD })
  const move = (next: Partial<typeof view>) => {
    view = { center: next.center ?? view.center, zoom: next.zoom ?? view.zoom }
    for (const event of ['onViewportMove', 'onViewportMoveEnd']) emit(event, getViewport())
  }

  return {
    getViewport,
    setViewport: move,
    fitViewportToBounds: ({ bounds: [west, south, east, north] }) =>
      move({ center: { latitude: (south + north) / 2, longitude: (west + east) / 2 } }),
    getViewportConstraints: () => constraints,
    setViewportConstraints(next) {
      const { minZoom = null, maxZoom = null, bounds = null } = next ?? {}
      constraints = next && { minZoom, maxZoom, bounds }
    },
    getLayers: () => [],
    getLayer: () => null,
    setLayerVisibility() {},
    getLayerGroups: () => [],
    getLayerGroup: () => null,
    setLayerGroupVisibility() {},
    getLegendItems: () => [],
    setLegendItemVisibility() {},
    getElementGroups: () => [],
    setElementGroupVisibility() {},
    getLayerBoundaries: () => EMPTY_LAYER_STATE,
    setLayerBoundary() {},
    getLayerFilters: () => EMPTY_LAYER_STATE,
    setLayerFilters() {},
    getBasemaps: () => MAP_STYLES.map((style) => style.basemap),
    getCurrentBasemap: () => basemap,
    chooseBasemap(id) {
      basemap = MAP_STYLES.find((style) => style.basemap.id === id)?.basemap ?? basemap
      emit('onBasemapChange', basemap)
    },
    getMapDetails: () => ({ id: mapId, title: 'Emulated map', description: null }),
    updateUiControls() {},
    getSelection: () => [],
    clearSelection() {},
    getTool: () => tool,
    setTool(next) {
      tool = next
      emit('onToolChange', tool)
    },
  }
}
