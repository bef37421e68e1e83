/** Colors of one basemap, and its description in Felt's protocol. */
export interface MapStyle {
  basemap: {
    type: 'felt'
    id: string
    name: string
    theme: 'monochrome_light' | 'monochrome_dark'
    uiColorScheme: 'light' | 'dark'
    attribution: string
  }
  water: string
  land: string
  /** Fills of the "Countries" layer: adjacent countries have different colors. */
  countries: readonly string[]
  coast: string
  border: string
  graticule: string
  link: string
  capital: string
  capitalEdge: string
  selected: string
}

const attribution = 'Made with Natural Earth'

const light: MapStyle = {
  basemap: {
    type: 'felt',
    id: 'basemap-light',
    name: 'Light',
    theme: 'monochrome_light',
    uiColorScheme: 'light',
    attribution,
  },
  water: '#dbe7ec',
  land: '#f6f4ee',
  countries: ['#f3ead7', '#e6eddc', '#f5e2d8', '#e7e4ee', '#f1ecc9', '#dcebe6'],
  coast: '#a9bfc8',
  border: '#c7bfae',
  graticule: '#b7cbd3',
  link: '#c2528b',
  capital: '#c2528b',
  capitalEdge: '#ffffff',
  selected: '#2f6fde',
}

const dark: MapStyle = {
  basemap: {
    type: 'felt',
    id: 'basemap-dark',
    name: 'Dark',
    theme: 'monochrome_dark',
    uiColorScheme: 'dark',
    attribution,
  },
  water: '#0f1720',
  land: '#222c37',
  countries: ['#2a3643', '#24363b', '#332f40', '#283046', '#36353a', '#223a3f'],
  coast: '#3f5162',
  border: '#435262',
  graticule: '#253442',
  link: '#ff8ec2',
  capital: '#ff8ec2',
  capitalEdge: '#0f1720',
  selected: '#6ea8ff',
}

/** All basemaps; the first is the default. */
export const MAP_STYLES: readonly [MapStyle, ...MapStyle[]] = [light, dark]
