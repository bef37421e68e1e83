import { divIcon, layerGroup, marker, type Map } from 'leaflet'
import { createElement } from '../shared/query.ts'
import type { MapModel } from './createMapModel.ts'

/** Draws the author's notes on the map, and updates them with the model. */
export function drawNotes(map: Map, model: MapModel): void {
  const notes = layerGroup().addTo(map)
  const draw = () => {
    notes.clearLayers()
    for (const { text, latitude, longitude } of model.elementGroups.flatMap((group) =>
      group.visible ? group.notes : [],
    )) {
      const icon = divIcon({ html: createElement('span', 'note', text), className: 'place', iconSize: [0, 0] })
      marker([latitude, longitude], { icon, interactive: false, keyboard: false }).addTo(notes)
    }
  }
  draw()
  model.changed.elementGroup.on(draw)
}
