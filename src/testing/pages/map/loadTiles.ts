import { createEmitter } from '../shared/createEmitter.ts'
import { afterLoad } from '../shared/afterLoad.ts'

/** The tiles of the map. Until they have arrived, the page is blank. */
export interface Tiles {
  haveArrived(): boolean
  /** Calls back when they arrive; returns the release. */
  onArrival(callback: () => void): () => void
}

/**
 * Lets the tiles of the map arrive late, as on a slow network.
 *
 * @param delay after the page's load, in ms; 0 is a map that has them from the start
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
