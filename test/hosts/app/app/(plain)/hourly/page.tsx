import { MapInTheHtml } from '../../MapInTheHtml'

/** Next.js keeps such a page for an hour if it can. */
export const revalidate = 3600

export default function Page() {
  return <MapInTheHtml mapId="map-1" userEmail="ada@example.com" />
}
