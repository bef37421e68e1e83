/**
 * Returns the IDs to show and hide to get from `actual` to `wanted`; undefined if nothing differs.
 *
 * @param identify returns an item's ID for the provider's call
 */
export function diffVisibility<T extends { visible: boolean }, I>(
  wanted: readonly (T | null)[],
  actual: readonly (T | null)[],
  identify: (item: T) => I,
): { show: I[]; hide: I[] } | undefined {
  const keyOf = (item: T): string => JSON.stringify(identify(item))
  const isVisible = new Map(wanted.flatMap((item) => (item ? [[keyOf(item), item.visible]] : [])))
  const changed = actual.filter((item) => item !== null).filter((item) => isVisible.get(keyOf(item)) === !item.visible)
  if (changed.length === 0) return undefined
  return {
    show: changed.filter(({ visible }) => !visible).map(identify),
    hide: changed.filter(({ visible }) => visible).map(identify),
  }
}
