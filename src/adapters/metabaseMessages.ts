import type { FrameChannel, FrameHost } from '../core/adapter.ts'
import { isRecord } from '../core/isRecord.ts'
import type { MetabaseProps } from './metabaseProps.ts'

/**
 * The message that iframe-resizer 4 posts as soon as it runs in a page, and the prefix of its other messages.
 * Metabase's page starts it for its host (docs, "Resizing dashboards to fit their content";
 * frontend/src/metabase/lib/dom.js).
 */
const RESIZER_READY = '[iFrameResizerChild]Ready'
const RESIZER_PREFIX = '[iFrameSizer]'

/**
 * Makes iframe-resizer 4 report the page's height from now on: its fields from `id` to `resizeFrom`, each with the
 * default of iframe-resizer's own host script.
 */
const RESIZER_INIT = `${RESIZER_PREFIX}metabase:8:false:false:32:false:true:null:max:null:null:0:false:parent`

/** Sets the embed's height to that of the page, as iframe-resizer's host script does. */
export function followHeight(frame: FrameChannel, host: FrameHost<MetabaseProps>): void {
  frame.subscribe((message) => {
    if (message === RESIZER_READY && host.getProps().autoHeight !== false) frame.post(RESIZER_INIT)
    const height = readHeight(message)
    if (height) host.resize(height)
  })
}

/** Reads the height in a message of iframe-resizer, in CSS pixels: `[iFrameSizer]id:height:width:type`. */
function readHeight(message: unknown): number | undefined {
  if (typeof message !== 'string' || !message.startsWith(RESIZER_PREFIX)) return undefined
  const [, height, , type = ''] = message.split(':')
  return Number(height) > 0 && !/^(scrollTo|inPageLink)/.test(type) ? Number(height) : undefined
}

/**
 * Reads the query of the page's URL, which holds the values of its filters. The page reports each change of its URL:
 * `{ metabase: { type: 'location', location } }` (docs, "Supported postMessage messages from embedded Metabase").
 */
export function readSearch(message: unknown): string | undefined {
  const { type, location } = isRecord(message) && isRecord(message.metabase) ? message.metabase : {}
  return type === 'location' && isRecord(location) && typeof location.search === 'string' ? location.search : undefined
}
