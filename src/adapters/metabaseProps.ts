import type { ExtraParams } from '../core/providerUrl.ts'

/** How Metabase's page looks: its hash parameters, under Metabase's own names (docs, "Parameters for static embeds"). */
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

/** The values of editable filters by their names, as in a URL of Metabase: lower case, `_` for a space. */
export type MetabaseParameters = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>

/** The props of a Metabase dashboard or question beside those that every embed takes. */
export interface MetabaseProps {
  /** The id of a dashboard: the number in its URL, or its entity id. Give this or `questionId`. */
  dashboardId?: number | string | undefined
  /** The id of a question: the number in its URL, or its entity id. */
  questionId?: number | string | undefined
  /** The origin of your Metabase, such as https://metabase.example.com. */
  origin: string
  /** The values that editable filters start with. A later change is ignored. Locked filters are your server's alone. */
  initialParameters?: MetabaseParameters | undefined
  /** How the page looks. A change loads it again. */
  appearance?: MetabaseAppearance | undefined
  /** Whether the embed takes the height of its content, unless a class or `style` sets one. Default true. */
  autoHeight?: boolean | undefined
  /**
   * How long a refreshed page renders below the old one before it is visible, in ms. Default 3,000. Metabase's page does
   * not report when its charts are there.
   */
  renderTime?: number | undefined
}

/** The `resource` of a token request. */
export type MetabaseResource = { readonly dashboardId: string } | { readonly questionId: string }
