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

/** The groups of a map that was just opened. */
export const initialGroups = (): MapGroup[] => [
  { id: 'group-places', name: 'Places', visible: true },
  { id: 'group-reference', name: 'Reference', visible: true },
]

/** A class of a layer's features, with a row of its own in the legend. Its id means something within its layer only. */
export interface LegendItem {
  id: string
  layerId: LayerId
  title: string
  visible: boolean
  /** The people that a capital of this class has, in millions: at least, and less than. */
  range: [from: number, to: number]
}

/** The classes of capitals on a map that was just opened. */
export const initialLegendItems = (): LegendItem[] => [
  { id: 'large', layerId: 'layer-capitals', title: 'Over 10 million', visible: true, range: [10, Infinity] },
  { id: 'small', layerId: 'layer-capitals', title: 'Fewer', visible: true, range: [0, 10] },
]

/** Texts that the map's author wrote on it. */
export interface ElementGroup {
  id: 'group-notes'
  name: string
  visible: boolean
  notes: readonly { id: string; text: string; latitude: number; longitude: number }[]
}

/** The notes on a map that was just opened. */
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
