import type { LeafletMouseEvent } from 'leaflet'
import { featuresAt } from './featuresAt.ts'
import { toFeltElementGroup, toFeltGroup, toFeltLayer, toFeltLegendItem } from './feltLayers.ts'
import { boundariesOf, filtersOf, selectionOf, type MapParts } from './feltMethods.ts'
import type { FeltListeners } from './feltTypes.ts'

/** Time without changes before a map is idle, in ms. */
const IDLE_DELAY = 80

/** Accepts a subscription and never calls back, for unsupported events. A missing listener would break the handler. */
const noopListener = () => () => {}

/** Creates the listeners of Felt's controller. */
export function feltListeners({ map, model, viewport, tiles }: MapParts): FeltListeners {
  const onMap = (type: string, call: () => void) => {
    map.on(type, call)
    return () => {
      map.off(type, call)
    }
  }
  const onPointer = (type: 'click' | 'mousemove', call: (event: ReturnType<typeof interaction>) => void) => {
    const listener = (event: LeafletMouseEvent) => call(interaction(event))
    map.on(type, listener)
    return () => {
      map.off(type, listener)
    }
  }
  const interaction = ({ latlng, containerPoint }: LeafletMouseEvent) => ({
    coordinate: { latitude: latlng.lat, longitude: latlng.lng },
    point: { x: containerPoint.x, y: containerPoint.y },
    features: featuresAt(map, model, latlng),
    rasterValues: [],
  })

  return {
    onViewportMove: ({ handler }) => onMap('move', () => handler(viewport.get())),
    onViewportMoveEnd: ({ handler }) => onMap('moveend', () => handler(viewport.get())),
    onMapIdle({ handler }) {
      let timer: ReturnType<typeof setTimeout> | undefined
      const rest = () => {
        clearTimeout(timer)
        if (tiles.haveArrived()) timer = setTimeout(handler, IDLE_DELAY)
      }
      rest()
      const { tool: _, ...rendered } = model.changed
      const changes = Object.values(rendered).map(({ on }) => on(rest))
      const releases = [onMap('move moveend', rest), tiles.onArrival(rest), ...changes]
      return () => {
        clearTimeout(timer)
        releases.forEach((release) => release())
      }
    },
    onLayerChange: ({ options, handler }) =>
      model.changed.layer.on((layer) => layer.id === options.id && handler({ layer: toFeltLayer(layer) })),
    onLayerGroupChange: ({ options, handler }) =>
      model.changed.group.on((group) => group.id === options.id && handler({ layerGroup: toFeltGroup(group, model) })),
    onSelectionChange: ({ handler }) => model.changed.selection.on(() => handler({ selection: selectionOf(model) })),
    onBasemapChange: ({ handler }) => model.changed.basemap.on(() => handler(model.style().basemap)),
    onToolChange: ({ handler }) => model.changed.tool.on(handler),
    onPointerClick: ({ handler }) => onPointer('click', handler),
    onPointerMove: ({ handler }) => onPointer('mousemove', handler),
    onLayerFiltersChange: ({ options: { layerId }, handler }) =>
      model.changed.filters.on((id) => id === layerId && handler(filtersOf(model, id))),
    onLayerBoundariesChange: ({ options: { layerId }, handler }) =>
      model.changed.boundaries.on((id) => id === layerId && handler(boundariesOf(model, id))),
    onLegendItemChange: ({ options, handler }) =>
      model.changed.legendItem.on(
        (item) =>
          item.id === options.id && item.layerId === options.layerId && handler({ legendItem: toFeltLegendItem(item) }),
      ),
    onElementChange: noopListener,
    onElementCreate: noopListener,
    onElementCreateEnd: noopListener,
    onElementDelete: noopListener,
    onElementGroupChange: ({ options, handler }) =>
      model.changed.elementGroup.on(
        (group) => group.id === options.id && handler({ elementGroup: toFeltElementGroup(group) }),
      ),
    onToolSettingsChange: noopListener,
    onGenericEvent: noopListener,
  }
}
