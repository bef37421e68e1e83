import type { Position } from 'geojson'

/**
 * Continues longitudes beyond 180 instead of jumping to the other side: on a flat map, a jumping line would cross
 * the whole world.
 */
export function unwrapLine(line: readonly Position[]): Position[] {
  let shift = 0
  let before: number | undefined
  return line.map(([x = 0, y = 0]) => {
    if (before !== undefined && Math.abs(x + shift - before) > 180) shift += 360 * Math.sign(before - x - shift)
    before = x + shift
    return [before, y]
  })
}

/** Unwraps the edge of an area. An edge around a pole (Antarctica's) is closed along the map's lower edge. */
export function unwrapRing(ring: readonly Position[]): Position[] {
  const line = unwrapLine(ring)
  const [first, last] = [line[0]?.[0] ?? 0, line.at(-1)?.[0] ?? 0]
  return Math.abs(first - last) < 180 ? line : [...line, [last, -90], [first, -90]]
}
