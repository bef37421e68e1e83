/** Changeable or visible fields of a map's layer. */
export interface MapLayer {
  id: LayerId
  groupId: GroupId
  name: string
  caption: string
  geometryType: 'Point' | 'Line' | 'Polygon'
  visible: boolean
}

/** IDs of the layers, equal in every page, as for a real map, so that a swap can copy visibility. */
export type LayerId = 'layer-capitals' | 'layer-links' | 'layer-countries' | 'layer-borders' | 'layer-graticule'
/** IDs of the groups. */
export type GroupId = 'group-places' | 'group-reference'

/** A group of layers. A hidden group hides its layers. */
export interface MapGroup {
  id: GroupId
  name: string
  visible: boolean
}

/** Returns the layers of a newly opened map, topmost first. */
export const initialLayers = (): MapLayer[] => [
  {
    id: 'layer-capitals',
    groupId: 'group-places',
    name: 'Capital cities',
    caption: 'people',
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

/** Returns the groups of a newly opened map. */
export const initialGroups = (): MapGroup[] => [
  { id: 'group-places', name: 'Places', visible: true },
  { id: 'group-reference', name: 'Reference', visible: true },
]

/** A class of a layer's features, with its own row in the legend. Its ID is unique within its layer only. */
export interface LegendItem {
  id: string
  layerId: LayerId
  title: string
  visible: boolean
  /** Population of capitals in this class, in millions: at least, and less than. */
  range: [from: number, to: number]
}

/** Returns the classes of capitals on a newly opened map. */
export const initialLegendItems = (): LegendItem[] => [
  { id: 'large', layerId: 'layer-capitals', title: 'Over 10 million', visible: true, range: [10, Infinity] },
  { id: 'small', layerId: 'layer-capitals', title: 'Fewer', visible: true, range: [0, 10] },
]

/** Texts written on the map by its author. */
export interface ElementGroup {
  id: 'group-notes'
  name: string
  visible: boolean
  notes: readonly { id: string; text: string; latitude: number; longitude: number }[]
}

/** Returns the notes on a newly opened map. */
export const initialElementGroups = (): ElementGroup[] => [
  {
    id: 'group-notes',
    name: 'Notes',
    visible: true,
    notes: [
      { id: 'note-equator', text: 'Equator', latitude: 0, longitude: -28 },
      { id: 'note-date-line', text: 'Date line', latitude: 12, longitude: 179 },
    ],
  },
]
