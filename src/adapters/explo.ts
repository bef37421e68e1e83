import { parseTokenResponse } from '../core/parseTokenResponse.ts'
import { parseDuration } from '../core/duration.ts'
import { EmbedError } from '../core/errors.ts'
import { isRecord } from '../core/isRecord.ts'
import { waitForMessage } from '../core/waitForMessage.ts'
import { defineAdapter, type FrameChannel, type FrameHost, type RefreshStrategy } from '../core/adapter.ts'
import type { EmbedToken } from '../core/token.ts'
import { appendParams, type ExtraParams, parseOrigin, assertId, assertPathSegment } from '../core/providerUrl.ts'
import { createExploController, type ExploController } from './exploController.ts'
import type { ExploEvent } from './exploEvent.ts'
import { transferableVariables, changedVariables, type ExploVariables, toVariableParams } from './exploVariables.ts'

export type { ExploController }

const EXPLO_ORIGIN = 'https://app.explo.co'
const DEFAULT_ENVIRONMENT = 'production'
/** Explo's default for `expiration` (docs.explo.co, generate JWT). */
const DEFAULT_LIFETIME = 24 * 60 * 60_000

/** The props of an Explo dashboard or report builder beside those that every embed takes. */
export interface ExploProps {
  /** The id of the dashboard or report builder. It goes to your back end; the page learns it from the token. */
  embedId: string
  /** Default `dashboard`. */
  kind?: 'dashboard' | 'report-builder' | undefined
  /** Default `production`. Explo shows the last saved version, perhaps half edited, where none is named. */
  environment?: string | undefined
  /** Dashboard variables. They start in the URL; a later change is a message, never a reload. */
  variables?: ExploVariables | undefined
  /** Overrides the team's localization, such as `fr-fr`. */
  localeCode?: string | undefined
  /** Minutes between automatic data refreshes; none by default. */
  refreshMinutes?: number | undefined
  /**
   * How long the tokens live that your server mints: an ISO 8601 duration or ms; 24 h by default. Explo does not say
   * it, so it must be told here, or by your server in `expiresIn`.
   */
  tokenLifetime?: string | number | undefined
  /** Whether the embed takes the height that the page requests, unless a class or `style` sets one. Default: true for dashboards. */
  autoHeight?: boolean | undefined
  /** Called with every event of the page. */
  onEvent?: ((event: ExploEvent) => void) | undefined
  /** Another origin than https://app.explo.co. */
  origin?: string | undefined
  /** Further query parameters, as they are. Those that the library sets itself win. */
  extraParams?: ExtraParams | undefined
}

/** The `resource` of a token request. */
export type ExploResource = { readonly embedId: string; readonly kind: 'dashboard' | 'report-builder' }

const REFRESH_STRATEGY: RefreshStrategy<ExploController> = {
  mode: 'in-place',
  sendToken: (token, frame) => frame.post({ event: 'updateCustomerJwt', detail: { jwt: token.value } }),
  isTokenRequest: (message) => isRecord(message) && message.event === 'customerJwtExpired',
}

/** Explo (app.explo.co): dashboards and report builders. The token is in the path; a page on show takes another. */
export const explo = defineAdapter<ExploProps, ExploController, ExploResource>({
  name: 'explo',
  title: 'Explo dashboard',
  validate({ embedId, environment, origin, tokenLifetime, variables }) {
    assertId('embedId', embedId)
    assertPathSegment('environment', environment ?? DEFAULT_ENVIRONMENT)
    parseOrigin(origin ?? EXPLO_ORIGIN)
    parseLifetime(tokenLifetime)
    // Throws for what JSON cannot hold.
    toVariableParams(variables)
  },
  resource: ({ embedId, kind = 'dashboard' }) => ({ embedId, kind }),
  tokenKey,
  frameKey: ({ environment = DEFAULT_ENVIRONMENT, localeCode, refreshMinutes, extraParams, ...rest }) =>
    JSON.stringify([tokenKey(rest), environment, localeCode, refreshMinutes, extraParams]),
  lifetime: ({ tokenLifetime }) => ({ default: parseLifetime(tokenLifetime) }),
  /** Explo answers with `{ success: 1, jwt }` and names no expiry. */
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
  throw new EmbedError(
    'INVALID_PROPS',
    `tokenLifetime must be an ISO 8601 duration such as PT1H, or ms above 0; it is "${lifetime}".`,
  )
}

/** A page that replaces another starts with the variables as that one had them. */
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
  // Explo wants strings in JSON's double quotes, and numbers without.
  appendParams(url, { locale_code: localeCode && JSON.stringify(localeCode), 'refresh-minutes': refreshMinutes })
  appendParams(url, toVariableParams({ ...variables, ...transferableVariables(from?.variables) }))
  return appendParams(url, props.extraParams)
}

async function connect(frame: FrameChannel, host: FrameHost<ExploProps>): Promise<ExploController> {
  const controller = createExploController(frame, (event) => handleExploEvent(event, host))
  // No event is documented that says a report builder is ready, so its load has to do.
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
