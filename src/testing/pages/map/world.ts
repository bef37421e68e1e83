import type { Feature, Geometry, MultiLineString, MultiPolygon, Polygon, Position } from 'geojson'
import { feature, mesh, neighbors } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import atlas from 'world-atlas/countries-50m.json?raw'
import { simplifyArcs } from './simplifyArcs.ts'
import { unwrapLine, unwrapRing } from './unwrap.ts'

/** A country, for rendering and hit testing. */
export interface Country {
  id: string
  name: string
  geometry: MultiPolygon
  /** `[west, south, east, north]`, in degrees. */
  bbox: [number, number, number, number]
  /** Index of its color, different from all adjacent countries. */
  color: number
}

type Countries = GeometryCollection<Named>

const atlasTopology: Topology<{ countries: Countries }> = JSON.parse(atlas)
const colors = colorCountries(neighbors(atlasTopology.objects.countries.geometries))

/** Geometry of the world. */
export interface World {
  countries: readonly Country[]
  /** Borders between two countries. */
  borders: MultiLineString
  /** Borders between land and water. */
  coasts: MultiLineString
}

/** Natural Earth's 1:50 million map. */
export const WORLD = readWorld(0.06)
/** A coarser version, for the copies to the left and right. */
export const COARSE_WORLD = readWorld(0.5)

function readWorld(least: number): World {
  const topology = simplifyArcs(atlasTopology, least)
  const { countries } = topology.objects
  return {
    countries: feature(topology, countries).features.flatMap((each, index) =>
      isArea(each) ? [toCountry(each, colors[index] ?? 0, index)] : [],
    ),
    borders: unwrapAll(mesh(topology, countries, (a, b) => a !== b)),
    coasts: unwrapAll(mesh(topology, countries, (a, b) => a === b)),
  }
}

/** Returns the country at a place; undefined at sea. */
export function countryAt(longitude: number, latitude: number): Country | undefined {
  // Geometries across the antimeridian continue beyond 180 (or -180).
  const copies = [longitude, longitude + 360, longitude - 360]
  return WORLD.countries.find((country) => copies.some((copy) => isIn(country, copy, latitude)))
}

function isIn({ geometry, bbox: [west, south, east, north] }: Country, x: number, y: number): boolean {
  if (x < west || x > east || y < south || y > north) return false
  return geometry.coordinates.some(
    ([shore, ...holes]) => shore !== undefined && isInside(shore, x, y) && !holes.some((hole) => isInside(hole, x, y)),
  )
}

function isInside(ring: Position[], x: number, y: number): boolean {
  let inside = false
  let [x1 = 0, y1 = 0] = ring.at(-1) ?? []
  for (const [x2 = 0, y2 = 0] of ring) {
    if (y1 > y !== y2 > y && x < ((x1 - x2) * (y - y2)) / (y1 - y2) + x2) inside = !inside
    ;[x1, y1] = [x2, y2]
  }
  return inside
}

type Named = { name: string }

function isArea(each: Feature<Geometry, Named>): each is Feature<Polygon | MultiPolygon, Named> {
  return each.geometry.type === 'Polygon' || each.geometry.type === 'MultiPolygon'
}

function toCountry({ id, geometry, properties }: Feature<Polygon | MultiPolygon, Named>, color: number, index: number) {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const coordinates = polygons.map((rings) => rings.map(unwrapRing))
  const points = coordinates.flat(2)
  const bbox: Country['bbox'] = [Infinity, 90, -Infinity, -90]
  for (const [x = 0, y = 0] of points) {
    bbox[0] = Math.min(bbox[0], x)
    bbox[1] = Math.min(bbox[1], y)
    bbox[2] = Math.max(bbox[2], x)
    bbox[3] = Math.max(bbox[3], y)
  }
  const area: MultiPolygon = { type: 'MultiPolygon', coordinates }
  // A few territories of Natural Earth have no code.
  return { id: String(id ?? `x${index}`), name: properties.name, geometry: area, bbox, color }
}

function unwrapAll({ coordinates }: MultiLineString): MultiLineString {
  return { type: 'MultiLineString', coordinates: coordinates.map(unwrapLine) }
}

/** Assigns each country the first color without conflict with adjacent countries. */
function colorCountries(neighbours: number[][]): number[] {
  const chosen: number[] = []
  neighbours.forEach((near, index) => {
    const taken = new Set(near.map((each) => chosen[each]))
    let color = index % 3
    while (taken.has(color)) color = (color + 1) % 6
    chosen[index] = color
  })
  return chosen
}
