import type { EntityNode } from '@feltmaps/js-sdk'
import { isSame } from './isSame.ts'

/** The features to select anew, after which no other is; undefined where the selections are alike. */
export function compareSelection(
  wanted: readonly EntityNode[],
  actual: readonly EntityNode[],
): { id: string | number; layerId: string }[] | undefined {
  const features = selectableFeatures(wanted)
  return isSame(features, selectableFeatures(actual)) ? undefined : features
}

/** Elements, and features without an id of their own, cannot be selected by a host. */
function selectableFeatures(nodes: readonly EntityNode[]): { id: string | number; layerId: string }[] {
  return nodes.flatMap((node) => {
    if (node.type !== 'feature' || !node.entity.isDeterministicId) return []
    const { id, layerId } = node.entity
    return [{ id, layerId }]
  })
}
