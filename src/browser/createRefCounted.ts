/**
 * Runs one thing for all members of a set, for as long as there are any: it begins with the first and ends with the last.
 *
 * @param start starts it, over the members of each moment; returns what ends it. Not called before there is a member, as
 * a server has no window
 * @returns what adds a member, and returns its release
 */
export function createRefCounted<T>(start: (members: ReadonlySet<T>) => () => void): (member: T) => () => void {
  const members = new Set<T>()
  let stop: (() => void) | undefined
  return (member) => {
    stop ??= start(members)
    members.add(member)
    return () => {
      members.delete(member)
      if (members.size > 0) return
      stop?.()
      stop = undefined
    }
  }
}
