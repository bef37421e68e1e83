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
/** Felt documents a fixed lifetime of 15 minutes (developers.felt.com, REST API, embed tokens). */
const TOKEN_LIFETIME = 15 * 60_000

/** Props of a Felt map, in addition to the props of every embed. */
export interface FeltProps {
  /** The map's ID, URL, or slug: the part of the URL that ends in the ID. Your server receives the ID. */
  mapId: string
  /** Controls of the map. Omitted controls keep Felt's default. */
  uiControls?: FeltUiControls | undefined
  /** Initial position of the map. Later changes are ignored: use the controller's `setViewport`. */
  initialViewport?: FeltViewport | undefined
  /**
   * Effect of a refresh on a visible map. Default `swap`. `swap`: a second iframe loads in the background with the new
   * token, receives the view and replaces the first. `none`: the map stays, and the token is kept for the next load.
   */
  refreshMode?: 'swap' | 'none' | undefined
  /** Origin of Felt, for tests. Default: `https://felt.com`. */
  origin?: string | undefined
  /** Additional query parameters. Parameters of the library take precedence. */
  extraParams?: ExtraParams | undefined
}

/** `resource` of a token request for Felt. */
export type FeltResource = { readonly mapId: string }

const SWAP_STRATEGY: RefreshStrategy<FeltController> = {
  mode: 'swap',
  transferView: async (from, to, signal) => (await loadFeltViewTransfer()).transferFeltView(from, to, signal),
  whenRendered: whenMapIdle,
  onViewerActivity,
}
const NO_REFRESH_STRATEGY: RefreshStrategy<FeltController> = { mode: 'none' }

/** Adapter for Felt (felt.com): private maps. The token is in the query string; an open page accepts no other token. */
export const felt = defineAdapter<FeltProps, FeltController, FeltResource>({
  name: 'felt',
  title: 'Felt map',
  // The host page starts the handshake.
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
    if (JSON.stringify(uiControls) === JSON.stringify(previous.uiControls)) return
    const controls = { ...uiControls }
    // Omitted controls return to Felt's default, as in the URL of the next iframe.
    for (const [option] of UI_PARAMS)
      if (previous.uiControls?.[option] !== undefined) controls[option] ??= option !== 'geolocation'
    // Typed as void, but returns a promise. A rejection by the page is not reported here.
    Promise.resolve(controller.updateUiControls(controls)).catch(() => {})
  },
  refreshStrategy: ({ refreshMode }) => (refreshMode === 'none' ? NO_REFRESH_STRATEGY : SWAP_STRATEGY),
})

function tokenKey({ mapId, origin = FELT_ORIGIN }: FeltProps): string {
  return JSON.stringify([toFeltMapId(mapId), origin])
}

/**
 * Builds the iframe's URL. The pending iframe starts at the viewer's current position, so that the map does not jump.
 */
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
