/** Controls on a Felt map. Changes after loading are sent to the map, without a reload. */
export interface FeltUiControls {
  /** Whether the legend is visible. */
  showLegend?: boolean | undefined
  /** Whether panning needs two fingers and zooming needs Ctrl/Cmd. The page then scrolls past the map. */
  cooperativeGestures?: boolean | undefined
  /** Whether the button for opening the map in a new tab is visible. */
  fullScreenButton?: boolean | undefined
  /** Whether the location button is visible. Also permits geolocation for the iframe. */
  geolocation?: boolean | undefined
  /** Whether the zoom buttons are visible. */
  zoomControls?: boolean | undefined
  /** Whether the scale bar is visible. */
  scaleBar?: boolean | undefined
}

/** Query parameter of each option, as in Felt's SDK 1.10. */
export const UI_PARAMS: readonly (readonly [option: keyof FeltUiControls, param: string])[] = [
  ['showLegend', 'legend'],
  ['cooperativeGestures', 'cooperativeGestures'],
  ['fullScreenButton', 'link'],
  ['geolocation', 'geolocation'],
  ['zoomControls', 'zoomControls'],
  ['scaleBar', 'scaleBar'],
]
