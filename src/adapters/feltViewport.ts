/** Position of a Felt map. */
export interface FeltViewport {
  /** Center of the view, in degrees. */
  center: { latitude: number; longitude: number }
  /** Zoom level from 1 to 23. Fractions are allowed. */
  zoom: number
}

/** Returns whether two viewports look equal. Felt returns values with different rounding. */
export function areViewportsEqual(a: FeltViewport, b: FeltViewport): boolean {
  return (
    Math.abs(a.center.latitude - b.center.latitude) < 1e-6 &&
    Math.abs(a.center.longitude - b.center.longitude) < 1e-6 &&
    Math.abs(a.zoom - b.zoom) < 1e-3
  )
}
