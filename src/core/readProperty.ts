import { isRecord } from './isRecord.ts'

/** Returns a property of any value; undefined if reading it throws, as a getter or a proxy may. */
export function readProperty(value: unknown, name: string): unknown {
  try {
    return isRecord(value) ? value[name] : undefined
  } catch {
    return undefined
  }
}
