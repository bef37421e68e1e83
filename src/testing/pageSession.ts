import type { ExploOptions, FeltOptions, ProviderOptions } from './emulatorOptions.ts'

/** What an emulated page is told by its server, as JSON inside the page. Never the whole token. */
interface SessionBase {
  /** Names this page in the event log. */
  pageId: string
  resource: string
  /** The last 4 characters of the token. */
  tokenSuffix: string
  /** When the token runs out, in epoch ms of the server's clock. */
  expiresAt: number
  /** The server's clock when the page was served, in epoch ms: a page's own clock may be wrong. */
  servedAt: number
  page: Pick<ProviderOptions, 'readyDelay' | 'unresponsive' | 'stealsFocus'>
}

/** The session of a map. */
export interface FeltSession extends SessionBase {
  provider: 'felt'
  page: SessionBase['page'] & Pick<FeltOptions, 'tileDelay' | 'usesWebGl'>
}

/** The session of a dashboard or report builder. */
export interface ExploSession extends SessionBase {
  provider: 'explo'
  kind: 'dashboard' | 'report-builder'
  /** The environment of the URL; null shows the version that was saved last. */
  environment: string | null
  /** The only origin that may embed the page, with a trailing slash; null admits all. */
  embedOrigin: string | null
  page: SessionBase['page'] &
    Pick<ExploOptions, 'expiryEvent' | 'expiryLead' | 'reportBuilderReady' | 'dashboardHeight'>
}

/** The session of a Superset dashboard. Its page has no token yet: `tokenSuffix` is empty. */
export interface SupersetSession extends SessionBase {
  provider: 'superset'
}

/** The session of a Metabase dashboard or question. */
export interface MetabaseSession extends SessionBase {
  provider: 'metabase'
  kind: 'dashboard' | 'question'
  /** The values of the locked parameters. */
  params: Readonly<Record<string, unknown>>
}

/** Any session. */
export type PageSession = FeltSession | ExploSession | SupersetSession | MetabaseSession

/** Picks what a page needs to know of its options. */
export function pageOptions({ readyDelay, unresponsive, stealsFocus }: ProviderOptions): SessionBase['page'] {
  return { readyDelay, unresponsive, stealsFocus }
}
