import { askPage } from '../browser/emulator.ts'
import { maps } from './Fleet.tsx'
import type { SoakEmbed, SoakLook } from './soakPage.ts'

interface MapState {
  center: { latitude: number; longitude: number }
  zoom: number
  hiddenLayers: string[]
}
type PageState = { pageId: string } & (MapState | { variables: { region: string } })

/** A page that has not answered by then is just loading, in ms. */
const PATIENCE = 300

/** Places that a viewer goes to. None is all water, or a map of it would count as blank. */
const PLACES = [
  { center: { latitude: 47.5, longitude: 9.25 }, zoom: 3.25 },
  { center: { latitude: 5.5, longitude: 20.75 }, zoom: 2.75 },
  { center: { latitude: 40.25, longitude: -95.5 }, zoom: 3 },
  { center: { latitude: 30.75, longitude: 78.25 }, zoom: 2.5 },
  { center: { latitude: -15.25, longitude: -60.5 }, zoom: 3.5 },
]
const LAYERS = ['layer-links', 'layer-capitals', 'layer-borders', 'layer-graticule']
const REGIONS = ['Americas', 'EMEA', 'APAC', 'All']

/** The frame visible in an embed. */
function frameOf(id: string): HTMLIFrameElement | undefined {
  return framesOf(id).find((frame) => frame.style.opacity !== '0')
}

function framesOf(id: string): HTMLIFrameElement[] {
  return [...document.querySelectorAll<HTMLIFrameElement>(`[data-soak="${id}"] iframe`)]
}

/** Asks the page visible in an embed which page it is, and what the viewer sees. */
export async function lookAt({ id }: SoakEmbed): Promise<SoakLook> {
  const frame = frameOf(id)
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), PATIENCE))
  const asked = frame && askPage<PageState>(frame, 'state').catch(() => undefined)
  const state = await Promise.race([asked, late])
  const page = state && { pageId: state.pageId, view: viewOf(state) }
  // An iframe removed meanwhile is not visible.
  return { id, at: Date.now(), frames: framesOf(id).length, page: frame === frameOf(id) ? page : undefined }
}

/** The part of a page's state that a viewer would miss. */
function viewOf(state: MapState | { variables: { region: string } }): string {
  if ('variables' in state) return state.variables.region
  const { center, zoom, hiddenLayers } = state
  const numbers = [center.latitude.toFixed(3), center.longitude.toFixed(3), zoom.toFixed(2)]
  return [...numbers, ...hiddenLayers].join(' ')
}

/** Makes the visible page reload itself. */
export async function reloadPage(id: string): Promise<void> {
  const frame = frameOf(id)
  if (frame) await askPage(frame, 'reload').catch(() => {})
}

/** Moves a map and hides one of its layers, or narrows a dashboard down. */
export async function touch(id: string, choice: number): Promise<string | undefined> {
  const map = maps.get(id)
  if (!map) {
    const frame = frameOf(id)
    const region = REGIONS[choice % REGIONS.length] ?? 'All'
    const answer = frame && (await askPage(frame, 'set-variable', { name: 'region', value: region }).catch(() => {}))
    return answer ? region : undefined
  }
  const controller = map()
  const place = PLACES[choice % PLACES.length]
  const hidden = LAYERS[choice % LAYERS.length]
  if (!controller || !place || !hidden) return undefined
  // Not awaited: the map may be replaced meanwhile, and then nothing answers any more.
  void Promise.resolve(controller.setViewport(place)).catch(() => {})
  const show = LAYERS.filter((layer) => layer !== hidden)
  void Promise.resolve(controller.setLayerVisibility({ show, hide: [hidden] })).catch(() => {})
  return viewOf({ ...place, hiddenLayers: [hidden] })
}
