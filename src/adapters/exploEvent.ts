import { isRecord } from '../core/isRecord.ts'

/**
 * What an Explo page tells its host. `name` is Explo's own; an event that is not among the documented ones, or not of
 * the documented form, arrives as `other` with its name in `event`.
 */
export type ExploEvent =
  /** An element of the dashboard set a variable. */
  | { name: 'sendVariableUpdatedEvent'; varName: string; newValue: unknown }
  /** The dashboard is known and its data are being loaded. `height` is an estimate, in CSS pixels. */
  | { name: 'dashboardReadyToLoad'; dashboardId: string; height?: number | undefined }
  /** All data are there. `loadTime` in ms. */
  | { name: 'dashboardLoaded'; dashboardId: string; height?: number | undefined; loadTime?: number | undefined }
  | { name: 'dashboardUpdated'; height?: number | undefined }
  /** The page wants a new token; the library sees to it. */
  | { name: 'customerJwtExpired' }
  | { name: 'editableSectionUpdated'; detail: unknown }
  | { name: 'editableSectionChartAdded'; detail: unknown }
  | { name: 'editableSectionChartRemoved'; detail: unknown }
  | { name: 'other'; event: string; detail: unknown }

/** Reads a message of an Explo page: `{ event, detail }`. Undefined for anything else. */
export function parseExploEvent(message: unknown): ExploEvent | undefined {
  if (!isRecord(message) || typeof message.event !== 'string') return undefined
  return (
    parseDocumentedEvent(message.event, message.detail) ?? {
      name: 'other',
      event: message.event,
      detail: message.detail,
    }
  )
}

function parseDocumentedEvent(name: string, detail: unknown): ExploEvent | undefined {
  const fields = isRecord(detail) ? detail : {}
  const height = positiveOrUndefined(fields.dashboardHeight)
  const dashboardId = typeof fields.dashboardId === 'string' ? fields.dashboardId : ''
  switch (name) {
    case 'sendVariableUpdatedEvent':
      return typeof fields.varName === 'string'
        ? { name, varName: fields.varName, newValue: fields.newValue }
        : undefined
    case 'dashboardReadyToLoad':
      return { name, dashboardId, height }
    case 'dashboardLoaded':
      return { name, dashboardId, height, loadTime: positiveOrUndefined(fields.loadTime) }
    case 'dashboardUpdated':
      return { name, height }
    case 'customerJwtExpired':
      return { name }
    case 'editableSectionUpdated':
    case 'editableSectionChartAdded':
    case 'editableSectionChartRemoved':
      return { name, detail }
    default:
      return undefined
  }
}

/** The documented sample shows a height of 0, which is none. */
function positiveOrUndefined(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined
}
