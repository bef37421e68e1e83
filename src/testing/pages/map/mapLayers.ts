/** A layer of the map, as much of it as changes or is drawn. */
export interface MapLayer {
  id: LayerId
  groupId: GroupId
  name: string
  caption: string
  geometryType: 'Point' | 'Line' | 'Polygon'
  visible: boolean
}

/** The ids are the same in every page, as a real map's are: so what a viewer switched off can be carried over. */
export type LayerId = 'layer-capitals' | 'layer-links' | 'layer-countries' | 'layer-borders' | 'layer-graticule'
/** The ids of the groups. */
export type GroupId = 'group-places' | 'group-reference'

/** A group of layers. While it is hidden, so are its layers, whatever they say themselves. */
export interface MapGroup {
  id: GroupId
  name: string
  visible: boolean
}

/** The layers of a map that was just opened, the topmost first. */
export const initialLayers = (): MapLayer[] => [
  {
    id: 'layer-capitals',
    groupId: 'group-places',
    name: 'Capital cities',
    caption: 'by people',
    geometryType: 'Point',
    visible: true,
  },
  {
    id: 'layer-links',
    groupId: 'group-places',
    name: 'Links from London',
    caption: '',
    geometryType: 'Line',
    visible: true,
  },
  {
    id: 'layer-countries',
    groupId: 'group-reference',
    name: 'Countries',
    caption: 'click one',
    geometryType: 'Polygon',
    visible: true,
  },
  {
    id: 'layer-borders',
    groupId: 'group-reference',
    name: 'Borders',
    caption: '',
    geometryType: 'Line',
    visible: true,
  },
  {
    id: 'layer-graticule',
    groupId: 'group-reference',
    name: 'Graticule',
    caption: '15°',
    geometryType: 'Line',
    visible: false,
  },
]

/** The groups of a map that was just opened. */
export const initialGroups = (): MapGroup[] => [
  { id: 'group-places', name: 'Places', visible: true },
  { id: 'group-reference', name: 'Reference', visible: true },
]
