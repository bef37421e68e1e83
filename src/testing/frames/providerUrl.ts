/** The path of Felt's maps: the map's id. */
export const FELT_PATH = /^\/embed\/map\/([^/]+)/
/** The path of Explo's pages: whether it is a report builder, and the token. */
export const EXPLO_PATH = /^\/(report-builder\/)?iframe\/([^/]+)/

/** Whether an address is that of a vendor's page, on whatever origin. */
export function isProviderPageUrl(url: string): boolean {
  const { pathname } = new URL(url, document.baseURI)
  return FELT_PATH.test(pathname) || EXPLO_PATH.test(pathname)
}
