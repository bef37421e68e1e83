import type { Arc, Objects, Topology } from 'topojson-specification'

/**
 * Removes points close to their predecessor, for faster rendering. Works on the lines shared by
 * areas, so no gap opens between adjacent areas.
 *
 * @param least the smallest distance to keep, in degrees
 */
export function simplifyArcs<T extends Objects>(topology: Topology<T>, least: number): Topology<T> {
  const [scaleX, scaleY] = topology.transform?.scale ?? [1, 1]
  const thin = (arc: Arc): Arc => {
    const kept: Arc = []
    // Each point is relative to its predecessor: the offset of a removed point is added to the next.
    let [dx, dy] = [0, 0]
    arc.forEach(([x = 0, y = 0], i) => {
      dx += x
      dy += y
      const isEnd = i === 0 || i === arc.length - 1
      if (!isEnd && Math.hypot(dx * scaleX, dy * scaleY) < least) return
      kept.push([dx, dy])
      ;[dx, dy] = [0, 0]
    })
    return kept
  }
  return { ...topology, arcs: topology.arcs.map(thin) }
}
