import { createMessageHandler } from '@feltmaps/js-sdk/handler'
import { map as createMap } from 'leaflet'
import 'leaflet/dist/leaflet.css'
import { afterLoad } from '../shared/afterLoad.ts'
import { openDebugChannel, focusOwnField, typedText } from '../shared/openDebugChannel.ts'
import { pressedKeys } from '../shared/pressedKeys.ts'
import { queryElement } from '../shared/query.ts'
import { readSession } from '../shared/readSession.ts'
import { createServerClock } from '../shared/serverClock.ts'
import '../shared/session.css'
import { renderSessionLabel } from '../shared/sessionLabel.ts'
import { startHeartbeat } from '../shared/startHeartbeat.ts'
import { createMapModel } from './createMapModel.ts'
import { createViewport } from './createViewport.ts'
import { drawNotes } from './drawNotes.ts'
import { drawPlaces } from './drawPlaces.ts'
import { drawReference } from './drawReference.ts'
import { featuresAt } from './featuresAt.ts'
import { feltListeners } from './feltListeners.ts'
import { feltMethods, type MapParts } from './feltMethods.ts'
import type { FeltMethods } from './feltTypes.ts'
import { createCapitalSearch } from './createCapitalSearch.ts'
import { renderLegend } from './legend.ts'
import { loadTiles } from './loadTiles.ts'
import { parseView } from './parseView.ts'
import { showFocusRingForKeyboardOnly } from './keyboardFocusRing.ts'
import './theme.css'
import './title.css'
import './legend.css'
import './controls.css'
// Last, because it overrides the others in narrow iframes.
import './narrow.css'
import { uiControls } from './uiControls.ts'
import { paintGround } from './webGlGround.ts'

const session = readSession('felt')
const parameters = new URLSearchParams(location.search)
const { readyDelay, unresponsive, stealsFocus: takesFocusLater, tileDelay, usesWebGl } = session.page
const tiles = loadTiles(tileDelay > 0 ? readyDelay + tileDelay : 0)
const ground = usesWebGl
  ? paintGround(getComputedStyle(document.documentElement).getPropertyValue('--water'))
  : undefined
const model = createMapModel()
const map = createMap(queryElement('#map'), {
  // Felt's zoom is fractional, and reading must return the exact value set.
  zoomSnap: 0,
  zoomControl: false,
  attributionControl: false,
  worldCopyJump: true,
  trackResize: false,
  minZoom: 1,
  maxZoom: 23,
})
const viewport = createViewport(map)
viewport.jump(parseView(parameters))
drawReference(map, model)
drawPlaces(map, model)
drawNotes(map, model)
renderLegend(model)
createCapitalSearch(viewport)
const controls = uiControls(map, parameters)
new ResizeObserver(viewport.refit).observe(map.getContainer())
showFocusRingForKeyboardOnly(map.getContainer())

map.on('click', ({ latlng }) => {
  const country = featuresAt(map, model, latlng).find(({ layerId }) => layerId === 'layer-countries')
  model.select(country?.id === model.selection()?.id ? undefined : country?.id)
})
model.changed.selection.on(() => {
  queryElement('.selection').textContent = model.selection()?.name ?? ''
})

// Without the token, as in Felt's own button: a new tab requires signing in.
queryElement('.link').setAttribute('href', location.pathname)

const clock = createServerClock(session.servedAt)
renderSessionLabel(queryElement('.session'), clock, () => session)
startHeartbeat(session.pageId)

const channel = openDebugChannel({
  state: () => ({
    ...viewport.get(),
    layers: model.layers.filter(({ id }) => model.isDrawn(id)).map(({ id }) => id),
    hiddenLayers: model.layers.filter(({ visible }) => !visible).map(({ id }) => id),
    hiddenGroups: model.groups.filter(({ visible }) => !visible).map(({ id }) => id),
    hiddenItems: model.legendItems.filter(({ visible }) => !visible).map(({ id }) => id),
    hiddenNotes: model.elementGroups.filter(({ visible }) => !visible).map(({ id }) => id),
    filters: model.filters('layer-capitals'),
    boundary: model.boundary('layer-capitals'),
    leastPeople: model.leastPeople(),
    tool: model.tool(),
    basemap: model.style().basemap.id,
    controls: controls.current(),
    selection: model.selection()?.id ?? null,
    typed: typedText(),
    pressed: pressedKeys(),
    isFocused: document.hasFocus(),
    haveTilesArrived: tiles.haveArrived(),
    isContextLost: ground?.isLost() ?? false,
    tokenSuffix: session.tokenSuffix,
    pageId: session.pageId,
    received: channel.received(),
  }),
  /** Pans the map like a viewer, by some pixels, immediately. */
  pan: ({ x, y }) => {
    map.panBy([Number(x ?? 0), Number(y ?? 0)], { animate: false })
    return viewport.get()
  },
})

const parts: MapParts = { map, mapId: session.resource, model, viewport, controls, tiles }
// The handler's type requires every method of Felt; missing methods are rejected, as intended.
const methods = feltMethods(parts) as FeltMethods
afterLoad(readyDelay, () => {
  if (!unresponsive) createMessageHandler(window, { methods, listeners: feltListeners(parts) })
})
if (takesFocusLater) afterLoad(Math.max(1, readyDelay), focusOwnField)
