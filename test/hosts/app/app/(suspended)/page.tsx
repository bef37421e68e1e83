import { Suspense } from 'react'
import { MapInTheHtml } from '../MapInTheHtml'

/** The page for `cacheComponents`, which requires a boundary around everything that is not cached. */
export default function Page() {
  return (
    <Suspense fallback={<p>Loading</p>}>
      <MapInTheHtml mapId="map-1" userEmail="ada@example.com" />
    </Suspense>
  )
}
