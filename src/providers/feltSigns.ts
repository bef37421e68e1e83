import type { FeltController } from '@feltmaps/js-sdk'

/** Resolves when a map has come to rest. Felt says so when it happens, but perhaps not to one who asks later. */
export function comeToRest(map: FeltController): Promise<void> {
  return new Promise((resolve) => {
    const release = map.onMapIdle({
      handler() {
        release()
        resolve()
      },
    })
  })
}

/** Tells of everything by which Felt's page shows that its viewer is at work. */
export function onActivity(map: FeltController, handler: () => void): () => void {
  const releases = [
    map.onViewportMove({ handler }),
    map.onPointerMove({ handler }),
    map.onPointerClick({ handler }),
    map.onSelectionChange({ handler }),
  ]
  return () => releases.forEach((release) => release())
}
