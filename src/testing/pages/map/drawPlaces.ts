import { circleMarker, divIcon, layerGroup, marker, type Map } from 'leaflet'
import { createElement } from '../shared/query.ts'
import { CAPITALS, type Capital } from './capitals.ts'
import type { MapModel } from './createMapModel.ts'
import { LINKS } from './lines.ts'
import { visibleCapitals } from './visibleCapitals.ts'
import { WORLD_OFFSETS, createCanvasPane, shape, toggle, worldCopies } from './worldCopies.ts'

/** Returns the radius of a capital, in px: the area is proportional to its people. */
export const radiusOf = ({ people }: Capital): number => 2.6 + Math.sqrt(people) * 1.15

/** Draws the capitals, their names and connections, and updates them with the model. */
export function drawPlaces(map: Map, model: MapModel): void {
  const pane = createCanvasPane(map, 'places', 230)
  const links = worldCopies([shape(LINKS)], pane, { fill: false, weight: 1.1, opacity: 0.45 })
  const capitals = layerGroup().addTo(map)
  const names = layerGroup().addTo(map)

  const drawCapitals = () => {
    capitals.clearLayers()
    if (!model.isDrawn('layer-capitals')) return
    const { capital, capitalEdge } = model.style()
    const look = { color: capitalEdge, weight: 1.2, fillColor: capital, fillOpacity: 0.85 }
    for (const city of visibleCapitals(model)) {
      for (const copy of WORLD_OFFSETS) {
        const spot = { ...pane, ...look, radius: radiusOf(city) }
        circleMarker([city.latitude, city.longitude + copy], spot).addTo(capitals)
      }
    }
  }
  const drawNames = () => {
    names.clearLayers()
    if (!model.isDrawn('layer-capitals')) return
    // The largest first, and more at a higher zoom, so that labels seldom overlap.
    const count = map.getZoom() < 2.6 ? 6 : map.getZoom() < 3.6 ? 14 : CAPITALS.length
    for (const city of visibleCapitals(model).slice(0, count)) {
      const text = createElement('span', 'place-name', city.name)
      text.style.left = `${radiusOf(city) + 4}px`
      const icon = divIcon({ html: text, className: 'place', iconSize: [0, 0] })
      marker([city.latitude, city.longitude], { icon, interactive: false, keyboard: false }).addTo(names)
    }
  }
  const draw = () => {
    toggle(map, links, model.isDrawn('layer-links'))
    links.forEach((copy) => copy.setStyle({ color: model.style().link }))
    drawCapitals()
    drawNames()
  }

  draw()
  map.on('zoomend', drawNames)
  model.changed.layer.on(draw)
  model.changed.group.on(draw)
  model.changed.basemap.on(draw)
  model.changed.filters.on(draw)
  model.changed.boundaries.on(draw)
  model.changed.legendItem.on(draw)
}
