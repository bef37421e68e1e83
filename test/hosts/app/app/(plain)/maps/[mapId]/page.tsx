import { MapInTheHtml } from '../../../MapInTheHtml'

interface Props {
  params: { mapId: string } | Promise<{ mapId: string }>
}

/** Next.js renders such pages at build time, or at the first request. */
export const generateStaticParams = () => [{ mapId: 'map-1' }]

export default async function Page({ params }: Props) {
  const { mapId } = await params
  return <MapInTheHtml mapId={mapId} userEmail="ada@example.com" />
}
