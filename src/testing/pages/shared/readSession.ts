import type { ExploSession, FeltSession, MetabaseSession, SupersetSession } from '../../pageSession.ts'

/** Sessions by provider. */
interface SessionOf {
  felt: FeltSession
  explo: ExploSession
  superset: SupersetSession
  metabase: MetabaseSession
}

/** Reads the session from the HTML. The page's own server wrote the session, so only its provider is checked. */
export function readSession<V extends keyof SessionOf>(provider: V): SessionOf[V] {
  const session: SessionOf[V] = JSON.parse(document.getElementById('session')?.textContent ?? 'null')
  if (session?.provider !== provider) throw new Error(`This page was not served by ${provider}.`)
  return session
}
