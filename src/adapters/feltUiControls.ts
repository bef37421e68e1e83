/** Which controls Felt draws on the map. A change after load is told to the map; nothing is reloaded. */
export interface FeltUiControls {
  /** The map's legend. */
  showLegend?: boolean | undefined
  /** Two fingers to pan and Ctrl/Cmd to zoom, so that the host page can be scrolled past the map. */
  cooperativeGestures?: boolean | undefined
  /** The button that opens the map in a new tab. */
  fullScreenButton?: boolean | undefined
  /** The button that shows where the viewer is. Also allows the frame to ask for it. */
  geolocation?: boolean | undefined
  /** The buttons to zoom with. */
  zoomControls?: boolean | undefined
  /** The bar that shows the scale. */
  scaleBar?: boolean | undefined
}

/** Each option and its query parameter, as Felt's SDK 1.10 writes them. */
export const UI_PARAMS: readonly (readonly [option: keyof FeltUiControls, param: string])[] = [
  ['showLegend', 'legend'],
  ['cooperativeGestures', 'cooperativeGestures'],
  ['fullScreenButton', 'link'],
  ['geolocation', 'geolocation'],
  ['zoomControls', 'zoomControls'],
  ['scaleBar', 'scaleBar'],
]
