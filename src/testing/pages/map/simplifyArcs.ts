import type { Arc, Objects, Topology } from 'topojson-specification'

/**
 * Leaves out points that lie close to the one before, so that a map draws in a moment. It works on the lines that areas
 * share, so no gap opens between neighbours.
 *
 * @param least the smallest distance to keep, in degrees
 */
export function simplifyArcs<T extends Objects>(topology: Topology<T>, least: number): Topology<T> {
  const [scaleX, scaleY] = topology.transform?.scale ?? [1, 1]
  const thin = (arc: Arc): Arc => {
    const kept: Arc = []
    // Each point is told as its distance from the one before it: what is left out is added to the next.
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
