import type { MultiLineString, Position } from 'geojson'
import { CAPITALS, type Capital } from './capitals.ts'

const range = (from: number, to: number, step: number) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step)

/** Meridians and parallels, every 15 degrees. */
export const GRATICULE: MultiLineString = {
  type: 'MultiLineString',
  coordinates: [
    ...range(-180, 165, 15).map((longitude) => range(-85, 85, 5).map((latitude) => [longitude, latitude])),
    ...range(-75, 75, 15).map((latitude) => [
      [-180, latitude],
      [180, latitude],
    ]),
  ],
}

const LINKS_ORIGIN = CAPITALS.find(({ name }) => name === 'London') ?? CAPITALS[0]

/** Shortest connections on the globe from one capital to the large capitals. */
export const LINKS: MultiLineString = {
  type: 'MultiLineString',
  coordinates: CAPITALS.filter((each) => each !== LINKS_ORIGIN && each.people > 9).map((each) =>
    LINKS_ORIGIN ? greatCircle(LINKS_ORIGIN, each) : [],
  ),
}

/** Returns a great circle in 64 steps. Longitudes continue beyond 180, so that lines do not jump across the map. */
function greatCircle(from: Capital, to: Capital): Position[] {
  const [a, b] = [toUnitVector(from), toUnitVector(to)]
  const angle = Math.acos(a.reduce((sum, each, i) => sum + each * (b[i] ?? 0), 0))
  let before = from.longitude
  return range(0, 64, 1).map((step) => {
    const [u, v] = [Math.sin((1 - step / 64) * angle), Math.sin((step / 64) * angle)]
    const [x = 0, y = 0, z = 0] = a.map((each, i) => (each * u + (b[i] ?? 0) * v) / Math.sin(angle))
    const longitude = (Math.atan2(y, x) * 180) / Math.PI
    before = longitude + 360 * Math.round((before - longitude) / 360)
    return [before, (Math.asin(z) * 180) / Math.PI]
  })
}

function toUnitVector({ longitude, latitude }: Capital): number[] {
  const [lambda, phi] = [(longitude * Math.PI) / 180, (latitude * Math.PI) / 180]
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)]
}
