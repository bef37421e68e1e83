import type { Feature } from 'geojson'
import { layerGroup, type Map } from 'leaflet'
import type { MapModel } from './createMapModel.ts'
import { GRATICULE } from './lines.ts'
import { COARSE_WORLD, WORLD, type World } from './world.ts'
import { createCanvasPane, shape, toggle, worldCopies } from './worldCopies.ts'

/** Draws land, borders, the graticule and the selected country, and updates them with the model. */
export function drawReference(map: Map, model: MapModel): void {
  const [areas, lines] = [createCanvasPane(map, 'areas', 210), createCanvasPane(map, 'lines', 220)]
  const stroke = { fill: false, weight: 0.7 }
  const countries = worldCopies(areasOf(WORLD), areas, { stroke: false, fillOpacity: 1 }, areasOf(COARSE_WORLD))
  const graticule = worldCopies([shape(GRATICULE)], lines, stroke)
  const borders = worldCopies([shape(WORLD.borders)], lines, stroke, [shape(COARSE_WORLD.borders)])
  const coasts = worldCopies([shape(WORLD.coasts)], lines, stroke, [shape(COARSE_WORLD.coasts)])
  const selected = layerGroup().addTo(map)

  const paint = () => {
    const style = model.style()
    // Without its layer a country is still drawn as land, part of the basemap.
    const fills: readonly string[] = model.isDrawn('layer-countries') ? style.countries : []
    countries.forEach((copy) => copy.setStyle((area) => ({ fillColor: fills[area?.properties?.color] ?? style.land })))
    coasts.forEach((copy) => copy.setStyle({ color: style.coast }))
    borders.forEach((copy) => copy.setStyle({ color: style.border }))
    graticule.forEach((copy) => copy.setStyle({ color: style.graticule }))
    drawSelection()
  }
  const drawSelection = () => {
    selected.clearLayers()
    const country = model.selection()
    const color = model.style().selected
    if (!country) return
    const look = { color, weight: 1.6, fillColor: color, fillOpacity: 0.2 }
    worldCopies([shape(country.geometry)], lines, look).forEach((copy) => copy.addTo(selected))
  }
  const arrange = () => {
    toggle(map, graticule, model.isDrawn('layer-graticule'))
    toggle(map, borders, model.isDrawn('layer-borders'))
    paint()
  }

  toggle(map, [...countries, ...coasts], true)
  arrange()
  model.changed.layer.on(arrange)
  model.changed.group.on(arrange)
  model.changed.basemap.on(paint)
  model.changed.selection.on(drawSelection)
}

const areasOf = ({ countries }: World): Feature[] =>
  countries.map(({ geometry, color }) => ({ type: 'Feature', geometry, properties: { color } }))
