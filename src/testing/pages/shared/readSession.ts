import type { ExploSession, FeltSession, MetabaseSession, SupersetSession } from '../../pageSession.ts'

/** The sessions, by the vendor that makes them. */
interface SessionOf {
  felt: FeltSession
  explo: ExploSession
  superset: SupersetSession
  metabase: MetabaseSession
}

/** Reads what the server put into this page. The page's own server wrote it, so only its vendor is checked. */
export function readSession<V extends keyof SessionOf>(provider: V): SessionOf[V] {
  const session: SessionOf[V] = JSON.parse(document.getElementById('session')?.textContent ?? 'null')
  if (session?.provider !== provider) throw new Error(`This page was not served by ${provider}.`)
  return session
}
