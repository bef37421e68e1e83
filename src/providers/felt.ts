import type { FeltController } from '@feltmaps/js-sdk'
import { parseTokenAnswer } from '../core/answer.ts'
import { isRecord } from '../core/isRecord.ts'
import { defineProvider, type Renewal } from '../core/provider.ts'
import type { EmbedToken } from '../core/token.ts'
import { addParams, type ExtraParams, parseOrigin, requireId } from '../core/vendorUrl.ts'
import { connectFelt, loadFeltView } from './connectFelt.ts'
import { comeToRest, onActivity } from './feltSigns.ts'
import { type FeltUiControls, UI_PARAMS } from './feltUiControls.ts'
import type { FeltViewport } from './feltViewport.ts'

export type { FeltController, FeltUiControls, FeltViewport }

const FELT_ORIGIN = 'https://felt.com'
/** Felt documents a fixed life of 15 minutes (developers.felt.com, REST API, embed tokens). */
const TOKEN_LIFETIME = 15 * 60_000

/** The props of a Felt map beside those that every embed takes. */
export interface FeltProps {
  /** The map's id, or its slug that ends in the id, as in the map's URL. */
  mapId: string
  /** Which controls Felt draws on the map; what is left out is as Felt has it. */
  uiControls?: FeltUiControls | undefined
  /** Where the map starts. A later change is ignored: use the controller's `setViewport`. */
  initialViewport?: FeltViewport | undefined
  /**
   * What a renewed token does to a map on show. `handover` (the default): a second frame is loaded underneath with
   * it, takes over the view and replaces the first. `none`: the map is left alone and the token kept for the next load.
   */
  renewal?: 'handover' | 'none' | undefined
  /** Another origin than https://felt.com, for tests. */
  origin?: string | undefined
  /** Further query parameters. Those that the library sets itself win. */
  extraParams?: ExtraParams | undefined
}

const HANDOVER: Renewal<FeltController> = {
  mode: 'handover',
  transfer: async (from, to, signal) => (await loadFeltView()).carryView(from, to, signal),
  settled: comeToRest,
  onActivity,
}
const NO_RENEWAL: Renewal<FeltController> = { mode: 'none' }

/** Felt (felt.com): private maps. The token is in the query; a page on show cannot be given another. */
export const felt = defineProvider<FeltProps, FeltController>({
  name: 'felt',
  title: 'Felt map',
  // The handshake is the host's to start.
  canServerRender: true,
  validate({ mapId, origin }) {
    requireId('mapId', mapId)
    parseOrigin(origin ?? FELT_ORIGIN)
  },
  resource: ({ mapId }) => ({ mapId }),
  tokenKey,
  frameKey: ({ extraParams, ...rest }) => JSON.stringify([tokenKey(rest), extraParams]),
  lifetime: () => ({ assumed: TOKEN_LIFETIME, max: TOKEN_LIFETIME }),
  /** Felt answers with `{ token, expires_at }`. */
  parseAnswer: (answer) =>
    parseTokenAnswer(isRecord(answer) && 'expires_at' in answer ? { ...answer, expiresAt: answer.expires_at } : answer),
  allow: ({ uiControls }) => (uiControls?.geolocation ? 'fullscreen; geolocation' : 'fullscreen'),
  src: buildSrc,
  connect: connectFelt,
  update(controller, { uiControls }, previous) {
    const isSame = JSON.stringify(uiControls) === JSON.stringify(previous.uiControls)
    // It is void by its type and a promise in fact: what the page refuses is nobody's error here.
    if (uiControls && !isSame) Promise.resolve(controller.updateUiControls(uiControls)).catch(() => {})
  },
  renewal: ({ renewal }) => (renewal === 'none' ? NO_RENEWAL : HANDOVER),
})

function tokenKey({ mapId, origin = FELT_ORIGIN }: FeltProps): string {
  return JSON.stringify([mapId, origin])
}

/** A map that replaces another starts where the viewer is looking, so that it never jumps. */
function buildSrc(props: FeltProps, token: EmbedToken, from?: FeltController): URL | Promise<URL> {
  if (!from) return srcAt(props, token, props.initialViewport)
  return from.getViewport().then((viewport) => srcAt(props, token, viewport))
}

function srcAt(props: FeltProps, token: EmbedToken, viewport: FeltViewport | undefined): URL {
  const url = new URL(`/embed/map/${props.mapId}`, parseOrigin(props.origin ?? FELT_ORIGIN))
  for (const [option, param] of UI_PARAMS) {
    const value = props.uiControls?.[option]
    if (value !== undefined) url.searchParams.set(param, value ? '1' : '0')
  }
  url.searchParams.set('token', token.value)
  if (viewport) {
    const { center, zoom } = viewport
    url.searchParams.set('loc', `${center.latitude},${center.longitude},${zoom}z`)
  }
  return addParams(url, props.extraParams)
}
