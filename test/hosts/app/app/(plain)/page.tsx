import { MapInTheHtml } from '../MapInTheHtml'

/** Nothing here depends on the request: Next.js renders such a page at build time if it can. */
export default function Page() {
  return <MapInTheHtml mapId="map-1" userEmail="ada@example.com" />
}
