import { readFile } from 'node:fs/promises'
import type { Arc, Objects, Topology } from 'topojson-specification'
import type { Plugin } from 'vite'
import { simplifyArcs } from '../../src/testing/pages/map/simplifyArcs.ts'

/**
 * The smallest distance between two points that is kept, in degrees: about a pixel at zoom 4. Tests load hundreds of
 * maps and check no coast: with fewer points, a map takes two thirds of the processor time.
 */
const LEAST = process.env.VITEST ? 1.5 : 0.1
/** How many steps a degree has: less than that is not seen, and small numbers are short. */
const STEPS = 50

/** A Vite plugin that puts no more of the world into a page than is drawn: little more than half of its bytes. */
export function thinAtlas(): Plugin {
  return {
    name: 'react-private-embed:thin-atlas',
    enforce: 'pre',
    async load(id) {
      const [path = '', query] = id.split('?')
      if (query !== 'raw' || !/world-atlas\/countries-\w+\.json$/.test(path)) return undefined
      const { objects, ...topology }: Topology<Objects> = JSON.parse(await readFile(path, 'utf8'))
      // The other object there, all land in one, is drawn nowhere.
      const { land: _, ...drawn } = objects
      const thin = coarsen(simplifyArcs({ ...topology, objects: drawn }, LEAST))
      return `export default ${JSON.stringify(JSON.stringify(thin))}`
    },
  }
}

/** Puts every point on a coarser grid, in whole steps from 0, 0. Areas share their lines, so no gap opens. */
function coarsen(topology: Topology): Topology {
  const { scale, translate } = topology.transform ?? { scale: [1, 1], translate: [0, 0] }
  const toGrid = (arc: Arc): Arc => {
    let [x, y, stepX, stepY] = [0, 0, 0, 0]
    return arc.map(([dx = 0, dy = 0]) => {
      x += dx
      y += dy
      const [fromX, fromY] = [stepX, stepY]
      stepX = Math.round((x * scale[0] + translate[0]) * STEPS)
      stepY = Math.round((y * scale[1] + translate[1]) * STEPS)
      return [stepX - fromX, stepY - fromY]
    })
  }
  return {
    ...topology,
    arcs: topology.arcs.map(toGrid),
    transform: { scale: [1 / STEPS, 1 / STEPS], translate: [0, 0] },
  }
}
