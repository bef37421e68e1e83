import type { MapModel } from './createMapModel.ts'
import type { FeltElementGroup, FeltGroup, FeltLayer, FeltLegendItem } from './feltTypes.ts'
import type { ElementGroup, LegendItem, MapGroup, MapLayer } from './mapLayers.ts'

/** Returns a layer in Felt's protocol. */
export function toFeltLayer({ id, groupId, name, caption, geometryType, visible }: MapLayer): FeltLayer {
  return {
    id,
    groupId,
    name,
    caption: caption || null,
    description: null,
    visible,
    shownInLegend: true,
    legendDisplay: 'default',
    style: {},
    status: 'completed',
    bounds: [-180, -85, 180, 85],
    geometryType,
    source: { type: 'felt', tileTemplateUrl: '' },
  }
}

/** Returns a group in Felt's protocol. */
export function toFeltGroup(group: MapGroup, model: MapModel): FeltGroup {
  const layerIds = model.layers.filter((layer) => layer.groupId === group.id).map((layer) => layer.id)
  return { ...group, caption: null, layerIds, shownInLegend: true, bounds: [-180, -85, 180, 85] }
}

/** Returns a group of notes in Felt's protocol. */
export function toFeltElementGroup({ id, name, visible, notes }: ElementGroup): FeltElementGroup {
  return { id, name, visible, caption: null, elementIds: notes.map((note) => note.id), shownInLegend: true }
}

/** Returns a class of a layer in Felt's protocol. */
export function toFeltLegendItem({ id, layerId, title, visible }: LegendItem): FeltLegendItem {
  return { id, layerId, title, visible, titleDependsOnZoom: false }
}
