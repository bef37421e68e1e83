import { mintFeltToken } from 'react-private-embed/server'

/** Nothing here depends on the request: Next.js 14 answers such a route at build time if it can. */
export async function GET(): Promise<Response> {
  const { token } = await mintFeltToken({
    apiToken: process.env.FELT_API_TOKEN,
    mapId: 'map-1',
    userEmail: 'ada@example.com',
    origin: process.env.FELT_ORIGIN,
  })
  return Response.json({ token })
}
