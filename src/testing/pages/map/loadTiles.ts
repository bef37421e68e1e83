import { createEmitter } from '../shared/createEmitter.ts'
import { afterLoad } from '../shared/afterLoad.ts'

/** Tiles of the map. Before their arrival the page is blank. */
export interface Tiles {
  haveArrived(): boolean
  /** Calls back on arrival; returns the release. */
  onArrival(callback: () => void): () => void
}

/**
 * Delays the tiles of the map, as on a slow network.
 *
 * @param delay after the page's load, in ms; 0 for tiles from the start
 */
export function loadTiles(delay: number): Tiles {
  const arrived = createEmitter<void>()
  let haveArrived = delay <= 0
  document.documentElement.classList.toggle('blank', !haveArrived)
  if (!haveArrived) {
    afterLoad(delay, () => {
      haveArrived = true
      document.documentElement.classList.remove('blank')
      arrived.emit()
    })
  }
  return { haveArrived: () => haveArrived, onArrival: arrived.on }
}
