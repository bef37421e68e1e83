/** A view as Felt's protocol describes it. */
export interface View {
  center: { latitude: number; longitude: number }
  zoom: number
}

/** Where the map was opened when its address does not say. */
const DEFAULT_VIEW: View = { center: { latitude: 24, longitude: 14 }, zoom: 2.1 }

/** Reads `loc` (`lat,lon,zoomz`) of the page's address; the view that the map opens with otherwise. */
export function parseView(parameters: URLSearchParams): View {
  const [, latitude, longitude, zoom] =
    /^(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?),(\d+(?:\.\d+)?)z$/.exec(parameters.get('loc') ?? '') ?? []
  if (zoom === undefined) return DEFAULT_VIEW
  return { center: { latitude: Number(latitude), longitude: Number(longitude) }, zoom: Number(zoom) }
}
