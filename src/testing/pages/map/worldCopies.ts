import type { Feature, Geometry } from 'geojson'
import { canvas, geoJSON, latLng, type GeoJSON, type Map, type PathOptions, type Renderer } from 'leaflet'

/** The world is drawn three times side by side, so that no wide frame shows an end of it. Degrees to the east. */
export const WORLD_OFFSETS = [-360, 0, 360]

/** Where a part of the drawing goes. */
export interface CanvasPane {
  pane: string
  renderer: Renderer
  interactive: false
}

/**
 * Makes a canvas of the map's. None takes a pointer: a canvas swallows what is meant for the one below it, so whoever
 * wants to know what was clicked asks `featuresAt`. The padding is drawn ahead: a drag uncovers map, not emptiness.
 */
export function createCanvasPane(map: Map, name: string, level: number): CanvasPane {
  const element = map.createPane(name)
  element.style.zIndex = String(level)
  element.style.pointerEvents = 'none'
  return { pane: name, renderer: canvas({ pane: name, padding: 0.5 }), interactive: false }
}

/** Makes the layers of some shapes, one for each copy of the world; `far` are the same shapes with less detail. */
export function worldCopies(shapes: Feature[], sheet: CanvasPane, look: PathOptions, far = shapes): GeoJSON[] {
  return WORLD_OFFSETS.map((copy) =>
    geoJSON(copy === 0 ? shapes : far, {
      ...sheet,
      style: look,
      coordsToLatLng: ([longitude, latitude]) => latLng(latitude, longitude + copy),
    }),
  )
}

/** A geometry as a feature. */
export const shape = (geometry: Geometry): Feature => ({ type: 'Feature', geometry, properties: {} })

/** Shows or hides layers. */
export function toggle(map: Map, layers: GeoJSON[], isShown: boolean): void {
  for (const layer of layers) {
    if (isShown) layer.addTo(map)
    else layer.remove()
  }
}
