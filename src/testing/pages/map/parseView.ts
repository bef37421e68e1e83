/** A view in Felt's protocol. */
export interface View {
  center: { latitude: number; longitude: number }
  zoom: number
}

/** Default view. */
const DEFAULT_VIEW: View = { center: { latitude: 24, longitude: 14 }, zoom: 2.1 }

/** Parses `loc` (`lat,lon,zoomz`) of the page's URL; returns the default view if missing. */
export function parseView(parameters: URLSearchParams): View {
  const [, latitude, longitude, zoom] =
    /^(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?),(\d+(?:\.\d+)?)z$/.exec(parameters.get('loc') ?? '') ?? []
  if (zoom === undefined) return DEFAULT_VIEW
  return { center: { latitude: Number(latitude), longitude: Number(longitude) }, zoom: Number(zoom) }
}
