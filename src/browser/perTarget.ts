/** Returns a function that lazily creates one value per object. */
export function perTarget<T extends object, V>(create: (target: T) => V): (target: T) => V {
  const values = new WeakMap<T, V>()
  return (target) => {
    const value = values.get(target) ?? create(target)
    values.set(target, value)
    return value
  }
}
