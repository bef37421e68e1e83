import type { Feature, Geometry } from 'geojson'
import { canvas, geoJSON, latLng, type GeoJSON, type Map, type PathOptions, type Renderer } from 'leaflet'

/** The world is drawn three times side by side, so that wide iframes show no edge. Degrees to the east. */
export const WORLD_OFFSETS = [-360, 0, 360]

/** Canvas for a part of the drawing. */
export interface CanvasPane {
  pane: string
  renderer: Renderer
  interactive: false
}

/**
 * Creates a canvas of the map. Pointer events are disabled: a canvas would swallow events for the canvas below, so
 * clicks are resolved by `featuresAt`. The padding is drawn ahead, so that a drag shows map immediately.
 */
export function createCanvasPane(map: Map, name: string, level: number): CanvasPane {
  const element = map.createPane(name)
  element.style.zIndex = String(level)
  element.style.pointerEvents = 'none'
  return { pane: name, renderer: canvas({ pane: name, padding: 0.5 }), interactive: false }
}

/** Creates the layers of some shapes, one for each copy of the world; `far` are the same shapes with less detail. */
export function worldCopies(shapes: Feature[], sheet: CanvasPane, look: PathOptions, far = shapes): GeoJSON[] {
  return WORLD_OFFSETS.map((copy) =>
    geoJSON(copy === 0 ? shapes : far, {
      ...sheet,
      style: look,
      coordsToLatLng: ([longitude, latitude]) => latLng(latitude, longitude + copy),
    }),
  )
}

/** Returns a geometry as a feature. */
export const shape = (geometry: Geometry): Feature => ({ type: 'Feature', geometry, properties: {} })

/** Shows or hides layers. */
export function toggle(map: Map, layers: GeoJSON[], isShown: boolean): void {
  for (const layer of layers) {
    if (isShown) layer.addTo(map)
    else layer.remove()
  }
}
