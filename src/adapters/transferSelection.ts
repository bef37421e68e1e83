import type { EntityNode } from '@feltmaps/js-sdk'
import type { ViewPartTransfer } from './feltViewPart.ts'
import { isJsonEqual } from './isJsonEqual.ts'

type Feature = Readonly<{ id: string | number; layerId: string }>

/** Copies the selection without moving the map. Features missing in the new map are skipped. */
export const transferSelection: ViewPartTransfer = async (from, to, safeCall) => {
  const [wanted, actual] = await Promise.all([safeCall(from.getSelection()), safeCall(to.getSelection())])
  if (!wanted || !actual) return undefined
  const [features, selected] = [selectableFeatures(wanted), selectableFeatures(actual)]
  if (isJsonEqual(features, selected)) return undefined
  const found = await Promise.all(features.map((feature) => safeCall(to.getFeature(feature))))
  const known = features.filter((_, index) => found[index] !== null)
  if (isJsonEqual(known, selected)) return undefined
  return async () => {
    await safeCall(to.clearSelection({ features: true }))
    for (const feature of known) await safeCall(to.selectFeature({ ...feature, fitViewport: false }))
  }
}

/** Elements, and features without an ID, cannot be selected through the SDK. */
function selectableFeatures(nodes: readonly EntityNode[]): Feature[] {
  return nodes.flatMap((node) => {
    if (node.type !== 'feature' || !node.entity.isDeterministicId) return []
    const { id, layerId } = node.entity
    return [{ id, layerId }]
  })
}
