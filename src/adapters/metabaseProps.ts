import type { ExtraParams } from '../core/providerUrl.ts'

/** Appearance of Metabase's page: hash parameters with Metabase's own names (docs, "Parameters for static embeds"). */
export interface MetabaseAppearance extends ExtraParams {
  /** Whether the page has a border. */
  bordered?: boolean | undefined
  /** Whether the title is visible. */
  titled?: boolean | undefined
  /** The color theme. */
  theme?: 'transparent' | 'night' | undefined
  /** Seconds between automatic refreshes of the data; dashboards only. */
  refresh?: number | undefined
  /** A font that Metabase knows; on Pro and Enterprise plans. */
  font?: string | undefined
  /** The names of filters without a widget, with commas between them. */
  hide_parameters?: string | undefined
  /** Hides the download button; questions only, on Pro and Enterprise plans. */
  hide_download_button?: boolean | undefined
}

/** Values of editable filters by name, as in a URL of Metabase: lower case, `_` for a space. */
export type MetabaseParameters = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>

/** Props of a Metabase dashboard or question, in addition to the props of every embed. */
export interface MetabaseProps {
  /** ID of a dashboard: the number in the URL, or the entity ID. Pass either `dashboardId` or `questionId`. */
  dashboardId?: number | string | undefined
  /** ID of a question: the number in the URL, or the entity ID. */
  questionId?: number | string | undefined
  /** Origin of your Metabase, such as `https://metabase.example.com`. */
  origin: string
  /** Initial values of editable filters. Later changes are ignored. Only your server sets locked filters. */
  initialParameters?: MetabaseParameters | undefined
  /** Appearance of the page. A change replaces the iframe. */
  appearance?: MetabaseAppearance | undefined
  /** Whether the embed uses the height of its content. A class or `style` has priority. Default: true. */
  autoHeight?: boolean | undefined
  /**
   * Time for a refreshed page to render before the swap, in ms. Default: 3,000. Metabase's page
   * does not report when its charts have rendered.
   */
  renderTime?: number | undefined
}

/** `resource` of a token request for Metabase. */
export type MetabaseResource = { readonly dashboardId: string } | { readonly questionId: string }
