import { latLngBounds, type Map } from 'leaflet'
import type { View } from './parseView.ts'

/** Felt's bounds: west, south, east, north, in degrees. */
export type Bounds = [number, number, number, number]
/** Limits set by the host page for the viewer. */
export interface Constraints {
  minZoom: number | null
  maxZoom: number | null
  bounds: Bounds | null
}

const ZOOM_RANGE: [number, number] = [1, 23]
/** Maximum duration of a pan animation, in ms. Unpainted iframes never end an animation. */
const MAX_PAN_DURATION = 600

/** View of the map, without rounding: reading returns the exact value set. */
export type Viewport = ReturnType<typeof createViewport>

/** Wraps a Leaflet map with Felt's viewport. */
export function createViewport(map: Map) {
  let constraints: Constraints | null = null
  let cancelPan = () => {}

  const get = (): View & { bounds: Bounds } => {
    const { lat, lng } = map.getCenter()
    const bounds = map.getBounds()
    return {
      center: { latitude: lat, longitude: lng },
      zoom: map.getZoom(),
      bounds: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()],
    }
  }
  const jump = ({ center, zoom }: View) => {
    // Only `reset` avoids Leaflet's animated pan, which rounds to whole pixels.
    const exactly = { animate: false, reset: true }
    map.setView([center.latitude, center.longitude], zoom, exactly)
  }
  /** Moves as Felt does, with an animation, and ends exactly at the target. */
  const pan = (view: View) => {
    cancelPan()
    const end = () => {
      cancelPan()
      jump(view)
    }
    const timer = setTimeout(end, MAX_PAN_DURATION)
    cancelPan = () => {
      clearTimeout(timer)
      map.off('moveend', end)
      cancelPan = () => {}
    }
    map.once('moveend', end)
    map.setView([view.center.latitude, view.center.longitude], view.zoom, { animate: true, duration: 0.3 })
  }
  // User input interrupts an animation.
  for (const type of ['pointerdown', 'wheel', 'keydown']) {
    map.getContainer().addEventListener(type, () => cancelPan(), { capture: true, passive: true })
  }

  return {
    get,
    jump,
    set({ center, zoom }: Partial<View>) {
      const now = get()
      pan({ center: center ?? now.center, zoom: zoom ?? now.zoom })
    },
    fit([west, south, east, north]: Bounds) {
      const bounds = latLngBounds([south, west], [north, east])
      const { lat, lng } = bounds.getCenter()
      pan({ center: { latitude: lat, longitude: lng }, zoom: map.getBoundsZoom(bounds) })
    },
    /** Applies the iframe's new size, around the same center. Leaflet alone would round to a whole pixel. */
    refit() {
      const view = get()
      const { x, y } = map.getSize()
      const { clientWidth, clientHeight } = map.getContainer()
      if (x === clientWidth && y === clientHeight) return
      map.invalidateSize({ animate: false, pan: false })
      jump(view)
    },
    constraints: () => constraints,
    constrain(next: { [Name in keyof Constraints]?: Constraints[Name] | undefined } | null) {
      const { minZoom = null, maxZoom = null, bounds = null } = next ?? {}
      constraints = next && { minZoom, maxZoom, bounds }
      map.setMinZoom(minZoom ?? ZOOM_RANGE[0])
      map.setMaxZoom(maxZoom ?? ZOOM_RANGE[1])
      map.setMaxBounds(bounds ? latLngBounds([bounds[1], bounds[0]], [bounds[3], bounds[2]]) : undefined)
    },
  }
}
