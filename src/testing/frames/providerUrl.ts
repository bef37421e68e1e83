/** Path of Felt's maps: the map's ID. */
export const FELT_PATH = /^\/embed\/map\/([^/]+)/
/** Path of Explo's pages: the report builder prefix and the token. */
export const EXPLO_PATH = /^\/(report-builder\/)?iframe\/([^/]+)/

/** Returns whether a URL is that of a provider's page, on any origin. */
export function isProviderPageUrl(url: string): boolean {
  const { pathname } = new URL(url, document.baseURI)
  return FELT_PATH.test(pathname) || EXPLO_PATH.test(pathname)
}
