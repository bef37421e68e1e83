import type { ExtraParams } from '../core/providerUrl.ts'

/** Visible parts of a dashboard, as in Superset's Embedded SDK (`UiConfigType`). */
export interface SupersetUiConfig {
  /** Hides the dashboard's title. */
  hideTitle?: boolean | undefined
  /** Hides the dashboard's tabs. */
  hideTab?: boolean | undefined
  /** Hides the menu of each chart. */
  hideChartControls?: boolean | undefined
  /** Reports each change of a filter, for `onDataMask`. Default: whether there is an `onDataMask`. */
  emitDataMasks?: boolean | undefined
  /** Shows a warning on charts whose rows were cut off at the row limit. */
  showRowLimitWarning?: boolean | undefined
  /** Whether the filter bar is visible, and whether it is expanded. */
  filters?: { visible?: boolean | undefined; expanded?: boolean | undefined } | undefined
  /**
   * Query parameters for the page, such as `themeMode` or `permalink_key`. These parameters take precedence over the
   * other options.
   */
  urlParams?: ExtraParams | undefined
}

/** Filters of a dashboard by ID, in the format of Superset's page. */
export type SupersetDataMask = Readonly<Record<string, unknown>>

/** Props of a Superset dashboard, in addition to the props of every embed. */
export interface SupersetProps {
  /** Embed ID of the dashboard: the UUID under "Embed dashboard" in Superset, not the number in the URL. */
  dashboardId: string
  /** Origin of your Superset, such as `https://superset.example.com`. */
  origin: string
  /** Visible parts of the dashboard. A change replaces the iframe. */
  dashboardUiConfig?: SupersetUiConfig | undefined
  /**
   * Whether the embed uses the height of the page, requested each second. Default: false. Superset's page scrolls, and
   * never reports less than its current height.
   */
  autoHeight?: boolean | undefined
  /** Called with all filters when one of them changes. */
  onDataMask?: ((dataMask: SupersetDataMask) => void) | undefined
  /** Returns the URL of your app for a link that the viewer shares. Default: Superset's own URL. */
  resolvePermalinkUrl?: ((link: { key: string }) => string | Promise<string>) | undefined
}

/** `resource` of a token request for Superset. */
export type SupersetResource = { readonly dashboardId: string }
