import type { ExploOptions, FeltOptions, ProviderOptions } from './emulatorOptions.ts'

/** Server data for an emulated page, as JSON in the HTML. Never contains the whole token. */
interface SessionBase {
  /** Identifies this page in the event log. */
  pageId: string
  resource: string
  /** Last 4 characters of the token. */
  tokenSuffix: string
  /** Expiry of the token, in epoch ms of the server's clock. */
  expiresAt: number
  /** The server's clock when the page was served, in epoch ms: the client's clock may be wrong. */
  servedAt: number
  page: Pick<ProviderOptions, 'readyDelay' | 'unresponsive' | 'stealsFocus'>
}

/** Session of a map. */
export interface FeltSession extends SessionBase {
  provider: 'felt'
  page: SessionBase['page'] & Pick<FeltOptions, 'tileDelay' | 'usesWebGl'>
}

/** Session of a dashboard or report builder. */
export interface ExploSession extends SessionBase {
  provider: 'explo'
  kind: 'dashboard' | 'report-builder'
  /** Environment in the URL; null for the last saved version. */
  environment: string | null
  /** The only origin with permission to embed the page, with a trailing slash; null permits all. */
  embedOrigin: string | null
  page: SessionBase['page'] &
    Pick<ExploOptions, 'expiryEvent' | 'expiryLead' | 'reportBuilderReady' | 'dashboardHeight'>
}

/** Session of a Superset dashboard. Its page has no token yet: `tokenSuffix` is empty. */
export interface SupersetSession extends SessionBase {
  provider: 'superset'
}

/** Session of a Metabase dashboard or question. */
export interface MetabaseSession extends SessionBase {
  provider: 'metabase'
  kind: 'dashboard' | 'question'
  /** The values of the locked parameters. */
  params: Readonly<Record<string, unknown>>
}

/** Session of any provider. */
export type PageSession = FeltSession | ExploSession | SupersetSession | MetabaseSession

/** Returns the options needed by a page. */
export function pageOptions({ readyDelay, unresponsive, stealsFocus }: ProviderOptions): SessionBase['page'] {
  return { readyDelay, unresponsive, stealsFocus }
}
