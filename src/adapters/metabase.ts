import { defineAdapter, type FrameChannel, type FrameHost } from '../core/adapter.ts'
import { EmbedError } from '../core/errors.ts'
import { parseJwtResponse } from '../core/parseJwtResponse.ts'
import { assertId, parseOrigin } from '../core/providerUrl.ts'
import type { EmbedToken } from '../core/token.ts'
import { waitForMessage } from '../core/waitForMessage.ts'
import { followHeight, readSearch } from './metabaseMessages.ts'
import type { MetabaseParameters, MetabaseProps, MetabaseResource } from './metabaseProps.ts'

/** Controller of the Metabase page in the active iframe. */
export interface MetabaseController {
  /** Current values of the editable filters, from the page's URL. */
  readonly parameters: URLSearchParams
  /** Calls back after a change of a filter; returns the unsubscribe function. */
  onParametersChange(listener: (parameters: URLSearchParams) => void): () => void
}

/** Adapter for Metabase: dashboards and questions. The URL path has the token; an open page accepts no other token. */
export const metabase = defineAdapter<MetabaseProps, MetabaseController, MetabaseResource>({
  name: 'metabase',
  title: 'Metabase embed',
  validate(props) {
    if ((props.dashboardId === undefined) === (props.questionId === undefined))
      throw new EmbedError('INVALID_PROPS', 'Pass either dashboardId or questionId.')
    for (const [name, id] of Object.entries(resource(props))) assertId(name, id)
    parseOrigin(props.origin)
  },
  resource,
  tokenKey,
  frameKey: ({ appearance, ...props }) => JSON.stringify([tokenKey(props), appearance]),
  // The lifetime of a token in Metabase's own examples (docs, "Static embedding"): the server that signs it decides.
  lifetime: () => ({ default: 600_000 }),
  parseResponse: parseJwtResponse,
  buildSrc,
  connect,
  refreshStrategy: ({ renderTime = 3_000 }) => ({
    mode: 'swap',
    whenRendered: () => new Promise((resolve) => setTimeout(resolve, renderTime)),
    onViewerActivity: (active, listener) => active.onParametersChange(listener),
  }),
})

function resource({ dashboardId, questionId }: MetabaseProps): MetabaseResource {
  return dashboardId === undefined ? { questionId: String(questionId) } : { dashboardId: String(dashboardId) }
}

function tokenKey(props: MetabaseProps): string {
  return JSON.stringify([resource(props), props.origin])
}

/**
 * `/embed/dashboard/{jwt}?filter=value#appearance` (docs, "Static embedding"). The pending iframe of a swap starts with
 * the filters of the active iframe.
 */
function buildSrc(props: MetabaseProps, token: EmbedToken, from?: MetabaseController): URL {
  const kind = props.dashboardId === undefined ? 'question' : 'dashboard'
  const url = new URL(`/embed/${kind}/${encodeURIComponent(token.value)}`, parseOrigin(props.origin))
  url.search = String(from?.parameters ?? toSearchParams(props.initialParameters))
  url.hash = String(toSearchParams(props.appearance))
  return url
}

/** Several values of one name are several pairs, as Metabase reads them. */
function toSearchParams(values: MetabaseParameters = {}): URLSearchParams {
  const pairs = Object.entries(values).map(([name, value]) => [value ?? []].flat().map((each) => [name, String(each)]))
  return new URLSearchParams(pairs.flat())
}

/** Resolves when the page reports its URL, which has the filters. */
async function connect(frame: FrameChannel, host: FrameHost<MetabaseProps>): Promise<MetabaseController> {
  followHeight(frame, host)
  let search: string | undefined
  frame.subscribe((message) => (search = readSearch(message) ?? search))
  await waitForMessage(frame, () => search !== undefined)
  return {
    get parameters() {
      return new URLSearchParams(search)
    },
    onParametersChange(listener) {
      let known = search
      return frame.subscribe(() => {
        if (search === known) return
        known = search
        listener(new URLSearchParams(search))
      })
    },
  }
}
