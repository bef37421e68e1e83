import type { LatLng, Map } from 'leaflet'
import type { MapModel } from './createMapModel.ts'
import { radiusOf } from './drawPlaces.ts'
import { visibleCapitals } from './visibleCapitals.ts'
import { countryAt, type Country } from './world.ts'

/** A feature in Felt's protocol. */
export interface FoundFeature {
  id: string
  isDeterministicId: boolean
  layerId: string
  geometryType: string
  bbox: [number, number, number, number]
  properties: Record<string, string | number>
}

/** Returns the features drawn at a place of the map, topmost first. */
export function featuresAt(map: Map, model: MapModel, place: LatLng): FoundFeature[] {
  const { lat, lng } = place.wrap()
  const found: FoundFeature[] = []
  if (model.isDrawn('layer-capitals')) {
    const point = map.latLngToContainerPoint([lat, lng])
    const city = visibleCapitals(model).find(
      (each) => map.latLngToContainerPoint([each.latitude, each.longitude]).distanceTo(point) <= radiusOf(each) + 3,
    )
    if (city) {
      const { name, country, people, longitude, latitude } = city
      found.push({
        id: name,
        isDeterministicId: true,
        layerId: 'layer-capitals',
        geometryType: 'Point',
        bbox: [longitude, latitude, longitude, latitude],
        properties: { name, country, people },
      })
    }
  }
  const country = model.isDrawn('layer-countries') && countryAt(lng, lat)
  if (country) found.push(countryFeature(country))
  return found
}

/** Returns a country in Felt's protocol. */
export function countryFeature({ id, name, geometry, bbox }: Country): FoundFeature {
  const geometryType = geometry.type
  return { id, isDeterministicId: true, layerId: 'layer-countries', geometryType, bbox, properties: { name } }
}
