/** A place on a Felt map. */
export interface FeltViewport {
  /** The middle of the view, in degrees. */
  center: { latitude: number; longitude: number }
  /** 1 to 23, fractions allowed. */
  zoom: number
}

/** Whether two views look alike: what was set comes back with another rounding. */
export function areViewportsEqual(a: FeltViewport, b: FeltViewport): boolean {
  return (
    Math.abs(a.center.latitude - b.center.latitude) < 1e-6 &&
    Math.abs(a.center.longitude - b.center.longitude) < 1e-6 &&
    Math.abs(a.zoom - b.zoom) < 1e-3
  )
}
