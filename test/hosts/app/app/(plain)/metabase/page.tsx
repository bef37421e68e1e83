import { headers } from 'next/headers'
import { mintMetabaseToken } from 'react-private-embed/server'

/** `mintMetabaseToken` sends no request, so the page reads the request for Next.js to render it each time. */
export default async function Page() {
  await headers()
  const { token } = await mintMetabaseToken({ secretKey: 'metabase-secret-key'.repeat(2), dashboardId: 10 })
  return <p data-token={token} />
}
