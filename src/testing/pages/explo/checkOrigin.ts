import type { ExploSession } from '../../pageSession.ts'

/**
 * Whether this page may be embedded where it is: its token may name the only origin. The documented form of that claim
 * ends with a slash, which an origin never does. Tells the server when it may not.
 */
export function checkOrigin({ embedOrigin, pageId }: ExploSession): boolean {
  if (embedOrigin === null) return true
  // Firefox has no ancestorOrigins; the referrer says the same unless the host forbids it.
  const origin = location.ancestorOrigins?.[0] ?? (document.referrer && new URL(document.referrer).origin)
  if (embedOrigin === `${origin}/`) return true
  void fetch('/origin-mismatch', { method: 'POST', headers: { 'X-Page-Id': pageId }, body: origin }).catch(() => {})
  return false
}
