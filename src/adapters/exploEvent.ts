import { isRecord } from '../core/isRecord.ts'

/**
 * Event from an Explo page, under Explo's own name. An undocumented event or shape arrives as `other`, with its name in
 * `event`.
 */
export type ExploEvent =
  /** A dashboard element has set a variable. */
  | { name: 'sendVariableUpdatedEvent'; varName: string; newValue: unknown }
  /** The dashboard is loaded, its data are still loading. `height` is an estimate, in CSS pixels. */
  | { name: 'dashboardReadyToLoad'; dashboardId: string; height?: number | undefined }
  /** All data are loaded. `loadTime` in ms. */
  | { name: 'dashboardLoaded'; dashboardId: string; height?: number | undefined; loadTime?: number | undefined }
  | { name: 'dashboardUpdated'; height?: number | undefined }
  /** The page requests a new token. The library handles the request. */
  | { name: 'customerJwtExpired' }
  | { name: 'editableSectionUpdated'; detail: unknown }
  | { name: 'editableSectionChartAdded'; detail: unknown }
  | { name: 'editableSectionChartRemoved'; detail: unknown }
  | { name: 'other'; event: string; detail: unknown }

/** Parses an Explo message, `{ event, detail }`; undefined for any other message. */
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

/** Explo's documented sample contains a height of 0, meaning unknown. */
function positiveOrUndefined(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined
}
