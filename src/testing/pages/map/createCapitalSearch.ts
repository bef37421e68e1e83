import { queryElement } from '../shared/query.ts'
import { CAPITALS } from './capitals.ts'
import type { Viewport } from './createViewport.ts'

/** Creates the search field for capitals: type part of a name and press Enter. */
export function createCapitalSearch(viewport: Viewport): void {
  const field = queryElement('.finder')
  if (!(field instanceof HTMLInputElement)) return
  field.addEventListener('keydown', (event) => {
    // Leaflet would handle the arrow keys and + - itself.
    event.stopPropagation()
    const wanted = field.value.trim().toLowerCase()
    if (event.key !== 'Enter' || wanted === '') return
    const city = CAPITALS.find(({ name, country }) => `${name} ${country}`.toLowerCase().includes(wanted))
    if (city) viewport.set({ center: { latitude: city.latitude, longitude: city.longitude }, zoom: 5 })
  })
}
