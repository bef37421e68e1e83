import { control, type Map } from 'leaflet'
import { queryElement } from '../shared/query.ts'
import type { FeltMethods } from './feltTypes.ts'

/** Felt's own names of the controls. */
type Controls = Required<Parameters<FeltMethods['updateUiControls']>[0]>
/** Shows and hides the controls around the map. */
export interface UiControls {
  update(controls: Partial<Controls>): void
  current(): Controls
}

/** Query parameter of each control; the full screen button is called `link` there. */
const PARAMETERS: { [Name in keyof Controls]: [parameter: string, byDefault: boolean] } = {
  showLegend: ['legend', true],
  cooperativeGestures: ['cooperativeGestures', true],
  fullScreenButton: ['link', true],
  geolocation: ['geolocation', false],
  zoomControls: ['zoomControls', true],
  scaleBar: ['scaleBar', true],
}

/** Creates the controls around the map from the URL's query, and lets the host page change them later. */
export function uiControls(map: Map, parameters: URLSearchParams): UiControls {
  const scale = control.scale({ position: 'bottomleft', imperial: false, maxWidth: 90 })
  const flag = (name: keyof Controls) => {
    const [parameter, byDefault] = PARAMETERS[name]
    const value = parameters.get(parameter)
    // Felt ignores values other than 1 and 0.
    return value === '1' ? true : value === '0' ? false : byDefault
  }
  const show = (selector: string, isShown: boolean) => {
    queryElement(selector).hidden = !isShown
  }
  const apply = (controls: Controls) => {
    show('.legend', controls.showLegend)
    show('.link', controls.fullScreenButton)
    show('.geolocation', controls.geolocation)
    show('.zoom', controls.zoomControls)
    if (controls.scaleBar) scale.addTo(map)
    else scale.remove()
    setCooperativeGestures(map, controls.cooperativeGestures)
  }
  let current: Controls = {
    showLegend: flag('showLegend'),
    cooperativeGestures: flag('cooperativeGestures'),
    fullScreenButton: flag('fullScreenButton'),
    geolocation: flag('geolocation'),
    zoomControls: flag('zoomControls'),
    scaleBar: flag('scaleBar'),
  }
  apply(current)
  queryElement('.zoom-in').addEventListener('click', () => map.zoomIn(1))
  queryElement('.zoom-out').addEventListener('click', () => map.zoomOut(1))
  queryElement('.geolocation').addEventListener('click', () => map.locate({ setView: true, maxZoom: 6 }))
  return {
    update(next) {
      current = { ...current, ...Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)) }
      apply(current)
    },
    current: () => current,
  }
}

const isCooperative = new WeakMap<Map, boolean>()

/** Lets the page scroll past the map: zooming needs Ctrl or Cmd, and panning needs two fingers. */
function setCooperativeGestures(map: Map, cooperates: boolean): void {
  const isFirst = !isCooperative.has(map)
  isCooperative.set(map, cooperates)
  if (matchMedia('(pointer: coarse)').matches) map.dragging[cooperates ? 'disable' : 'enable']()
  if (!isFirst) return
  const hint = queryElement('.hint')
  let timer: number | undefined
  map.getContainer().addEventListener(
    'wheel',
    (event) => {
      if (!isCooperative.get(map) || event.ctrlKey || event.metaKey) return
      event.stopPropagation()
      hint.classList.add('is-shown')
      clearTimeout(timer)
      timer = window.setTimeout(() => hint.classList.remove('is-shown'), 900)
    },
    { capture: true, passive: true },
  )
}
