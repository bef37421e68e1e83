import type { FeltController } from '@feltmaps/js-sdk'
import { getIdleWatch } from './feltIdleWatch.ts'

/** Resolves when a map has finished rendering, with all that was changed in it. */
export function whenMapIdle(map: FeltController): Promise<void> {
  return getIdleWatch(map).whenIdle()
}

/** Tells of everything by which Felt's page shows that its viewer is at work. */
export function onViewerActivity(map: FeltController, handler: () => void): () => void {
  const releases = [
    map.onViewportMove({ handler }),
    map.onPointerMove({ handler }),
    map.onPointerClick({ handler }),
    map.onSelectionChange({ handler }),
  ]
  return () => releases.forEach((release) => release())
}
