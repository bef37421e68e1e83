import type { FeltController } from '@feltmaps/js-sdk'

/** A place on a Felt map. */
export interface FeltViewport {
  center: { latitude: number; longitude: number }
  /** 1 to 23, fractions allowed. */
  zoom: number
}

/**
 * Carries what the viewer sees from one map to another while both live. The viewport goes last, and only where it
 * differs: the new map was born with it, and `setViewport` animates.
 */
export async function carryView(from: FeltController, to: FeltController): Promise<void> {
  const carried = await Promise.allSettled([carryGroups(from, to), carryLayers(from, to)])
  await carryViewport(from, to)
  const failure = carried.find((result) => result.status === 'rejected')
  if (failure) throw failure.reason
}

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

async function carryViewport(from: FeltController, to: FeltController): Promise<void> {
  const [wanted, actual] = await Promise.all([from.getViewport(), to.getViewport()])
  if (!isSameView(wanted, actual)) await to.setViewport({ center: wanted.center, zoom: wanted.zoom })
}

async function carryLayers(from: FeltController, to: FeltController): Promise<void> {
  const [wanted, actual] = await Promise.all([from.getLayers(), to.getLayers()])
  const change = compareVisibility(wanted, actual)
  if (change) await to.setLayerVisibility(change)
}

async function carryGroups(from: FeltController, to: FeltController): Promise<void> {
  const [wanted, actual] = await Promise.all([from.getLayerGroups(), to.getLayerGroups()])
  const change = compareVisibility(wanted, actual)
  if (change) await to.setLayerGroupVisibility(change)
}

type Switchable = { id: string; visible: boolean } | null

/** What to show and hide; an id that the new map no longer has is no failure. */
function compareVisibility(
  wanted: readonly Switchable[],
  actual: readonly Switchable[],
): { show: string[]; hide: string[] } | undefined {
  const isVisible = new Map(wanted.flatMap((item) => (item ? [[item.id, item.visible]] : [])))
  const wrong = actual.flatMap((item) => (item && isVisible.has(item.id) ? [item] : []))
  const changed = wrong.filter(({ id, visible }) => isVisible.get(id) !== visible)
  if (changed.length === 0) return undefined
  return {
    show: changed.filter(({ visible }) => !visible).map(({ id }) => id),
    hide: changed.filter(({ visible }) => visible).map(({ id }) => id),
  }
}

function isSameView(a: FeltViewport, b: FeltViewport): boolean {
  return (
    Math.abs(a.center.latitude - b.center.latitude) < 1e-6 &&
    Math.abs(a.center.longitude - b.center.longitude) < 1e-6 &&
    Math.abs(a.zoom - b.zoom) < 1e-3
  )
}
