/**
 * Runs one thing for all members of a set, for as long as there are any: it begins with the first and ends with the last.
 *
 * @param begin starts it, over the members of each moment; returns what ends it. Not called before there is a member, as
 * a server has no window
 * @returns what adds a member, and returns its release
 */
export function whileAny<T>(begin: (members: ReadonlySet<T>) => () => void): (member: T) => () => void {
  const members = new Set<T>()
  let end: (() => void) | undefined
  return (member) => {
    end ??= begin(members)
    members.add(member)
    return () => {
      members.delete(member)
      if (members.size > 0) return
      end?.()
      end = undefined
    }
  }
}
