import type { ExtraParams } from '../core/providerUrl.ts'

/** The parts of a dashboard that its page shows, as in Superset's Embedded SDK (`UiConfigType`). */
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
  /** Query parameters for the page, such as `themeMode` or `permalink_key`. They win over the other options. */
  urlParams?: ExtraParams | undefined
}

/** The filters of a dashboard by their ids, as Superset's page keeps them. */
export type SupersetDataMask = Readonly<Record<string, unknown>>

/** The props of a Superset dashboard beside those that every embed takes. */
export interface SupersetProps {
  /** The dashboard's embed id: the UUID that Superset shows under "Embed dashboard". Not the number in its URL. */
  dashboardId: string
  /** The origin of your Superset, such as https://superset.example.com. */
  origin: string
  /** Which parts of the dashboard are visible. A change loads the page again. */
  dashboardUiConfig?: SupersetUiConfig | undefined
  /**
   * Whether the embed takes the height of its page, which is asked for it each second. Default false: Superset's page
   * scrolls, and never reports less than the height that it has.
   */
  autoHeight?: boolean | undefined
  /** Called with all filters when one of them changes. */
  onDataMask?: ((dataMask: SupersetDataMask) => void) | undefined
  /** Returns the URL of your app for a link that the viewer shares. Default: Superset's own URL. */
  resolvePermalinkUrl?: ((link: { key: string }) => string | Promise<string>) | undefined
}

/** The `resource` of a token request. */
export type SupersetResource = { readonly dashboardId: string }
