import { cookies } from 'next/headers'
import { ExploEmbed, FeltEmbed } from 'react-private-embed'
import { IDS, readViewer } from '../../session.js'

/** A server component: the embeds themselves are client components. */
export default async function Page() {
  const viewer = readViewer((await cookies()).toString())
  const token = { viewerId: viewer ?? undefined, tokenEndpoint: '/api/embed-token' }
  return (
    <main>
      <h1>Parcels and sales</h1>
      <p>
        {viewer ? `You are signed in as ${viewer}.` : 'You are not signed in.'}{' '}
        <a href="/sign-in?viewer=ada">Sign in as Ada</a> <a href="/sign-in?viewer=bob">Sign in as Bob</a>{' '}
        <a href="/sign-in">Sign out</a>
      </p>
      {viewer && <FeltEmbed mapId={IDS.mapId} origin={process.env.FELT_ORIGIN} {...token} />}
      {viewer && <ExploEmbed embedId={IDS.embedId} origin={process.env.EXPLO_APP_ORIGIN} {...token} />}
    </main>
  )
}
