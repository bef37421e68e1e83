import type { FeltController } from '@feltmaps/js-sdk'
import { parseTokenResponse } from '../core/parseTokenResponse.ts'
import { toFeltMapId } from '../core/toFeltMapId.ts'
import { defineAdapter, type RefreshStrategy } from '../core/adapter.ts'
import type { EmbedToken } from '../core/token.ts'
import { appendParams, type ExtraParams, parseOrigin, assertId } from '../core/providerUrl.ts'
import { connectFelt, loadFeltViewTransfer } from './connectFelt.ts'
import { whenMapIdle, onViewerActivity } from './feltMapEvents.ts'
import { type FeltUiControls, UI_PARAMS } from './feltUiControls.ts'
import type { FeltViewport } from './feltViewport.ts'

export type { FeltController, FeltUiControls, FeltViewport }

const FELT_ORIGIN = 'https://felt.com'
/** Felt documents a fixed life of 15 minutes (developers.felt.com, REST API, embed tokens). */
const TOKEN_LIFETIME = 15 * 60_000

/** The props of a Felt map beside those that every embed takes. */
export interface FeltProps {
  /** The map's id, the map's URL, or the slug in that URL, which ends in the id. Your server receives the id. */
  mapId: string
  /** Which controls Felt draws on the map; what is left out is as Felt has it. */
  uiControls?: FeltUiControls | undefined
  /** Where the map starts. A later change is ignored: use the controller's `setViewport`. */
  initialViewport?: FeltViewport | undefined
  /**
   * What a renewed token does to a map on show. `swap` (the default): a second frame is loaded underneath with
   * it, takes over the view and replaces the first. `none`: the map is left alone and the token kept for the next load.
   */
  refreshMode?: 'swap' | 'none' | undefined
  /** Another origin than https://felt.com, for tests. */
  origin?: string | undefined
  /** Further query parameters. Those that the library sets itself win. */
  extraParams?: ExtraParams | undefined
}

/** The `resource` of a token request. */
export type FeltResource = { readonly mapId: string }

const SWAP_STRATEGY: RefreshStrategy<FeltController> = {
  mode: 'swap',
  transferView: async (from, to, signal) => (await loadFeltViewTransfer()).transferFeltView(from, to, signal),
  whenRendered: whenMapIdle,
  onViewerActivity,
}
const NO_REFRESH_STRATEGY: RefreshStrategy<FeltController> = { mode: 'none' }

/** Felt (felt.com): private maps. The token is in the query; a page on show cannot be given another. */
export const felt = defineAdapter<FeltProps, FeltController, FeltResource>({
  name: 'felt',
  title: 'Felt map',
  // The handshake is the host's to start.
  canServerRender: true,
  validate({ mapId, origin }) {
    assertId('mapId', toFeltMapId(mapId))
    parseOrigin(origin ?? FELT_ORIGIN)
  },
  resource: ({ mapId }) => ({ mapId: toFeltMapId(mapId) }),
  tokenKey,
  frameKey: ({ extraParams, ...rest }) => JSON.stringify([tokenKey(rest), extraParams]),
  lifetime: () => ({ default: TOKEN_LIFETIME, max: TOKEN_LIFETIME }),
  parseResponse: parseTokenResponse,
  allow: ({ uiControls }) => (uiControls?.geolocation ? 'fullscreen; geolocation' : 'fullscreen'),
  buildSrc,
  connect: connectFelt,
  update(controller, { uiControls }, previous) {
    const isSame = JSON.stringify(uiControls) === JSON.stringify(previous.uiControls)
    // It is void by its type and a promise in fact: what the page refuses is nobody's error here.
    if (uiControls && !isSame) Promise.resolve(controller.updateUiControls(uiControls)).catch(() => {})
  },
  refreshStrategy: ({ refreshMode }) => (refreshMode === 'none' ? NO_REFRESH_STRATEGY : SWAP_STRATEGY),
})

function tokenKey({ mapId, origin = FELT_ORIGIN }: FeltProps): string {
  return JSON.stringify([toFeltMapId(mapId), origin])
}

/** A map that replaces another starts where the viewer is looking, so that it never jumps. */
function buildSrc(props: FeltProps, token: EmbedToken, from?: FeltController): URL | Promise<URL> {
  if (!from) return buildSrcWithViewport(props, token, props.initialViewport)
  return from.getViewport().then((viewport) => buildSrcWithViewport(props, token, viewport))
}

function buildSrcWithViewport(props: FeltProps, token: EmbedToken, viewport: FeltViewport | undefined): URL {
  const url = new URL(`/embed/map/${toFeltMapId(props.mapId)}`, parseOrigin(props.origin ?? FELT_ORIGIN))
  for (const [option, param] of UI_PARAMS) {
    const value = props.uiControls?.[option]
    if (value !== undefined) url.searchParams.set(param, value ? '1' : '0')
  }
  url.searchParams.set('token', token.value)
  if (viewport) {
    const { center, zoom } = viewport
    url.searchParams.set('loc', `${center.latitude},${center.longitude},${zoom}z`)
  }
  return appendParams(url, props.extraParams)
}
