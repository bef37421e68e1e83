import type { EntityNode } from '@feltmaps/js-sdk'
import type { Aspect } from './feltAspect.ts'
import { isSame } from './isSame.ts'

type Feature = Readonly<{ id: string | number; layerId: string }>

/** Selects what was selected, without moving the map. A feature that the new map no longer has is left out. */
export const carrySelection: Aspect = async (from, to, attempt) => {
  const [wanted, actual] = await Promise.all([attempt(from.getSelection()), attempt(to.getSelection())])
  if (!wanted || !actual) return undefined
  const [features, selected] = [selectableFeatures(wanted), selectableFeatures(actual)]
  if (isSame(features, selected)) return undefined
  const found = await Promise.all(features.map((feature) => attempt(to.getFeature(feature))))
  const known = features.filter((_, index) => found[index] !== null)
  if (isSame(known, selected)) return undefined
  return async () => {
    await attempt(to.clearSelection({ features: true }))
    for (const feature of known) await attempt(to.selectFeature({ ...feature, fitViewport: false }))
  }
}

/** Elements, and features without an id of their own, cannot be selected by a host. */
function selectableFeatures(nodes: readonly EntityNode[]): Feature[] {
  return nodes.flatMap((node) => {
    if (node.type !== 'feature' || !node.entity.isDeterministicId) return []
    const { id, layerId } = node.entity
    return [{ id, layerId }]
  })
}
