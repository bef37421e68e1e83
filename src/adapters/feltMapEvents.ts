import type { FeltController } from '@feltmaps/js-sdk'
import { getIdleWatch } from './feltIdleWatch.ts'

/** Resolves when a map has finished rendering all changes. */
export function whenMapIdle(map: FeltController): Promise<void> {
  return getIdleWatch(map).whenIdle()
}

/** Calls back on every event from Felt's page caused by viewer activity. */
export function onViewerActivity(map: FeltController, handler: () => void): () => void {
  const releases = [
    map.onViewportMove({ handler }),
    map.onPointerMove({ handler }),
    map.onPointerClick({ handler }),
    map.onSelectionChange({ handler }),
  ]
  return () => releases.forEach((release) => release())
}
