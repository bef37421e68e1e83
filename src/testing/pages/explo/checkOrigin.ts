import type { ExploSession } from '../../pageSession.ts'

/**
 * Returns whether this page may be embedded here: the token may contain the only permitted origin. The documented claim
 * ends with a slash, unlike an origin. A mismatch is reported to the server.
 */
export function checkOrigin({ embedOrigin, pageId }: ExploSession): boolean {
  if (embedOrigin === null) return true
  // Firefox has no `ancestorOrigins`; the referrer is equal unless the host page suppresses it.
  const origin = location.ancestorOrigins?.[0] ?? (document.referrer && new URL(document.referrer).origin)
  if (embedOrigin === `${origin}/`) return true
  void fetch('/origin-mismatch', { method: 'POST', headers: { 'X-Page-Id': pageId }, body: origin }).catch(() => {})
  return false
}
