import { parseTokenResponse } from '../core/parseTokenResponse.ts'
import { parseDuration } from '../core/duration.ts'
import { invalidProp } from '../core/invalidProp.ts'
import { isRecord } from '../core/isRecord.ts'
import { waitForMessage } from '../core/waitForMessage.ts'
import { defineAdapter, type FrameChannel, type FrameHost, type RefreshStrategy } from '../core/adapter.ts'
import type { EmbedToken } from '../core/token.ts'
import { appendParams, type ExtraParams, parseOrigin, assertId, assertPathSegment } from '../core/providerUrl.ts'
import { createExploController, type ExploController } from './exploController.ts'
import type { ExploEvent } from './exploEvent.ts'
import {
  transferableVariables,
  changedVariables,
  type ExploVariables,
  parseVariableParams,
  toVariableParams,
} from './exploVariables.ts'

export type { ExploController }

const EXPLO_ORIGIN = 'https://app.explo.co'
const DEFAULT_ENVIRONMENT = 'production'
/** Explo's default for `expiration` (docs.explo.co, generate JWT). */
const DEFAULT_LIFETIME = 24 * 60 * 60_000

/** Props of an Explo dashboard or report builder, in addition to the props of every embed. */
export interface ExploProps {
  /** ID of the dashboard or report builder. Sent to your backend only; the iframe's URL contains the token instead. */
  embedId: string
  /** Type of the embed. Default: `dashboard`. */
  kind?: 'dashboard' | 'report-builder' | undefined
  /** Environment in Explo. Default: `production`. Without any, Explo shows the last saved version, perhaps a draft. */
  environment?: string | undefined
  /** Dashboard variables. Initial values are in the URL; later changes are sent by message, without a reload. */
  variables?: ExploVariables | undefined
  /** Overrides the team's localization, for example `fr-fr`. */
  localeCode?: string | undefined
  /** Minutes between automatic data refreshes. Default: no automatic refresh. */
  refreshMinutes?: number | undefined
  /**
   * Lifetime of the tokens from your server: an ISO 8601 duration, or ms. Default: 24 h. Explo's response has no
   * expiry, so set this prop or return `expiresIn` from your server.
   */
  tokenLifetime?: string | number | undefined
  /**
   * Whether the embed uses the height requested by the page. A class or `style` has priority. Default: true for
   * dashboards.
   */
  autoHeight?: boolean | undefined
  /** Called with every event of the embedded page. */
  onEvent?: ((event: ExploEvent) => void) | undefined
  /** Origin of Explo, for tests. Default: `https://app.explo.co`. */
  origin?: string | undefined
  /** Additional query parameters. Parameters of the library take precedence. */
  extraParams?: ExtraParams | undefined
}

/** `resource` of a token request for Explo. */
export type ExploResource = { readonly embedId: string; readonly kind: 'dashboard' | 'report-builder' }

const REFRESH_STRATEGY: RefreshStrategy<ExploController> = {
  mode: 'in-place',
  sendToken: (token, frame) => frame.post({ event: 'updateCustomerJwt', detail: { jwt: token.value } }),
  isTokenRequest: (message) => isRecord(message) && message.event === 'customerJwtExpired',
}

/**
 * Adapter for Explo (app.explo.co): dashboards and report builders. The URL path has the token; an open page accepts a
 * new token by message.
 */
export const explo = defineAdapter<ExploProps, ExploController, ExploResource>({
  name: 'explo',
  title: 'Explo dashboard',
  validate({ embedId, environment, origin, tokenLifetime, variables }) {
    assertId('embedId', embedId)
    assertPathSegment('environment', environment ?? DEFAULT_ENVIRONMENT)
    parseOrigin(origin ?? EXPLO_ORIGIN)
    parseLifetime(tokenLifetime)
    // Throws if a value cannot be serialized as JSON.
    toVariableParams(variables)
  },
  resource: ({ embedId, kind = 'dashboard' }) => ({ embedId, kind }),
  tokenKey,
  frameKey: ({ environment = DEFAULT_ENVIRONMENT, localeCode, refreshMinutes, extraParams, ...rest }) =>
    JSON.stringify([tokenKey(rest), environment, localeCode, refreshMinutes, extraParams]),
  lifetime: ({ tokenLifetime }) => ({ default: parseLifetime(tokenLifetime) }),
  /** Explo responds with `{ success: 1, jwt }`, without an expiry. */
  parseResponse: (response) =>
    parseTokenResponse(isRecord(response) && response.success === 1 ? { ...response, token: response.jwt } : response),
  buildSrc,
  connect,
  update(controller, { variables }, previous) {
    const changed = changedVariables(variables, previous.variables)
    if (changed) controller.setVariables(changed)
  },
  refreshStrategy: () => REFRESH_STRATEGY,
})

function tokenKey({ embedId, kind = 'dashboard', origin = EXPLO_ORIGIN }: ExploProps): string {
  return JSON.stringify([embedId, kind, origin])
}

function parseLifetime(lifetime: string | number = DEFAULT_LIFETIME): number {
  const ms = typeof lifetime === 'string' ? parseDuration(lifetime) : lifetime
  if (ms !== undefined && ms > 0 && Number.isFinite(ms)) return ms
  throw invalidProp(
    'tokenLifetime',
    process.env.NODE_ENV !== 'production' &&
      `must be an ISO 8601 duration such as PT1H, or ms above 0; it is "${lifetime}".`,
  )
}

/** Builds the iframe's URL. The pending iframe of a swap starts with the variables of the active iframe. */
function buildSrc(props: ExploProps, token: EmbedToken, from?: ExploController): URL {
  const {
    kind,
    environment = DEFAULT_ENVIRONMENT,
    localeCode,
    refreshMinutes,
    variables,
    origin = EXPLO_ORIGIN,
  } = props
  const page = kind === 'report-builder' ? '/report-builder/iframe' : '/iframe'
  const path = `${page}/${encodeURIComponent(token.value)}/${encodeURIComponent(environment)}`
  const url = new URL(path, parseOrigin(origin))
  // Explo expects strings in JSON double quotes, and numbers without quotes.
  appendParams(url, { locale_code: localeCode && JSON.stringify(localeCode), 'refresh-minutes': refreshMinutes })
  appendParams(url, toVariableParams({ ...variables, ...transferableVariables(from?.variables) }))
  return appendParams(url, props.extraParams)
}

async function connect(frame: FrameChannel, host: FrameHost<ExploProps>): Promise<ExploController> {
  const variables = parseVariableParams(frame.src, host.getProps().extraParams)
  const controller = createExploController(frame, variables, (event) => handleExploEvent(event, host))
  // Explo documents no ready event for report builders, so the `load` event is used.
  if (host.getProps().kind === 'report-builder') await frame.loaded
  else await waitForMessage(frame, isReadyMessage)
  return controller
}

function isReadyMessage(message: unknown): boolean {
  return isRecord(message) && (message.event === 'dashboardReadyToLoad' || message.event === 'dashboardLoaded')
}

function handleExploEvent(event: ExploEvent, host: FrameHost<ExploProps>): void {
  const { kind, autoHeight = kind !== 'report-builder', onEvent } = host.getProps()
  if (autoHeight && 'height' in event && event.height) host.resize(event.height)
  onEvent?.(event)
}
