import { createElement, queryElement } from '../shared/query.ts'
import { MAP_STYLES } from './basemaps.ts'
import type { MapModel } from './createMapModel.ts'
import type { ElementGroup, LegendItem, MapGroup, MapLayer } from './mapLayers.ts'

/** Below this width, in px, the legend starts folded, or it would cover the map. */
const LEGEND_OPEN_MIN_WIDTH = 620

/** Renders the legend, and updates it with the model: changes may also come from the host page. */
export function renderLegend(model: MapModel): void {
  const fold = queryElement('.legend')
  if (fold instanceof HTMLDetailsElement) fold.open = innerWidth >= LEGEND_OPEN_MIN_WIDTH
  queryElement('.legend-layers').replaceChildren(
    ...model.groups.map((group) => groupRows(model, group)),
    ...model.elementGroups.map((group) => elementRow(model, group)),
  )
  queryElement('.legend-basemaps').replaceChildren(...MAP_STYLES.map(({ basemap }) => basemapButton(model, basemap)))
  const dress = () => {
    const { basemap, water } = model.style()
    document.documentElement.dataset.theme = basemap.uiColorScheme
    document.documentElement.style.setProperty('--water', water)
  }
  dress()
  model.changed.basemap.on(dress)
}

function groupRows(model: MapModel, group: MapGroup): HTMLElement {
  const head = switchRow('legend-group', group.name, group.visible, (on) => model.setGroup(group.id, on))
  const layers = model.layers.filter(({ groupId }) => groupId === group.id).map((layer) => layerRow(model, layer))
  const section = createElement('section', 'legend-section', head.row, ...layers)
  const show = () => {
    head.box.checked = group.visible
    section.classList.toggle('is-off', !group.visible)
  }
  show()
  model.changed.group.on(show)
  return section
}

function layerRow(model: MapModel, layer: MapLayer): HTMLElement {
  const { box, row } = switchRow('legend-layer', layer.name, layer.visible, (on) => model.setLayer(layer.id, on))
  const swatch = createElement('i', `swatch swatch-${layer.id}`)
  swatch.setAttribute('aria-hidden', 'true')
  box.after(swatch)
  if (layer.caption) row.append(createElement('small', '', layer.caption))
  model.changed.layer.on(() => {
    box.checked = layer.visible
  })
  if (layer.id !== 'layer-capitals') return row
  return createElement('div', '', row, ...model.legendItems.map((item) => itemRow(model, item)), peopleSlider(model))
}

function itemRow(model: MapModel, item: LegendItem): HTMLElement {
  const { id, layerId, title, visible } = item
  const { box, row } = switchRow('legend-item', title, visible, (on) => model.setLegendItem(id, layerId, on))
  model.changed.legendItem.on(() => {
    box.checked = item.visible
  })
  return row
}

function elementRow(model: MapModel, group: ElementGroup): HTMLElement {
  const { box, row } = switchRow('legend-layer', group.name, group.visible, (on) => model.setElementGroup(group.id, on))
  model.changed.elementGroup.on(() => {
    box.checked = group.visible
  })
  return createElement('section', 'legend-section', row)
}

/** Creates a filter in the legend, which only the viewer can set: Felt has no method for host pages. */
function peopleSlider(model: MapModel): HTMLElement {
  const slider = createElement('input', '')
  Object.assign(slider, { type: 'range', min: '0', max: '20', step: '1', value: '0' })
  const text = createElement('span', '', 'All sizes')
  slider.addEventListener('input', () => {
    model.setLeastPeople(slider.valueAsNumber)
    text.textContent = slider.valueAsNumber > 0 ? `≥ ${slider.value} million` : 'All sizes'
  })
  slider.setAttribute('aria-label', 'Least people, in millions')
  return createElement('div', 'legend-slider', slider, text)
}

function basemapButton(model: MapModel, basemap: { id: string; name: string }): HTMLElement {
  const button = createElement('button', '', basemap.name)
  button.type = 'button'
  const show = () => button.setAttribute('aria-pressed', String(model.style().basemap.id === basemap.id))
  button.addEventListener('click', () => model.chooseBasemap(basemap.id))
  model.changed.basemap.on(show)
  show()
  return button
}

function switchRow(className: string, name: string, isOn: boolean, onSwitch: (isOn: boolean) => void) {
  const box = createElement('input', '')
  box.type = 'checkbox'
  box.checked = isOn
  box.addEventListener('change', () => onSwitch(box.checked))
  return { box, row: createElement('label', className, box, createElement('span', '', name)) }
}
