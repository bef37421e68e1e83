/**
 * Runs a shared resource while a set has members: starts with the first member and stops with the last.
 *
 * @param start starts the resource with the live set; returns the stop function. Not called without a member, because
 * a server has no window
 * @returns a function to add a member; the result removes the member
 */
export function createRefCounted<T>(start: (members: ReadonlySet<T>) => () => void): (member: T) => () => void {
  const members = new Set<T>()
  let stop: (() => void) | undefined
  return (member) => {
    // First, because a resource may check its members immediately.
    members.add(member)
    stop ??= start(members)
    return () => {
      members.delete(member)
      if (members.size > 0) return
      stop?.()
      stop = undefined
    }
  }
}
