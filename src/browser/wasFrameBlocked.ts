/**
 * Whether the Content-Security-Policy of this page blocked an iframe of an origin before a script could listen for it,
 * as one in the server's HTML. Only browsers with `ReportingObserver` keep that: Chromium and Safari, but not Firefox.
 */
export function wasFrameBlocked(origin: string): boolean {
  if (typeof ReportingObserver === 'undefined') return false
  const observer = new ReportingObserver(() => {}, { types: ['csp-violation'], buffered: true })
  observer.observe()
  const reports = observer.takeRecords()
  observer.disconnect()
  return reports.some(({ body }) => isBlockedFrame(body, origin))
}

function isBlockedFrame(body: object | null, origin: string): boolean {
  const { effectiveDirective, disposition, blockedURL } = (body ?? {}) as Partial<CSPViolationReportBody>
  // A policy that only reports has blocked nothing.
  return effectiveDirective === 'frame-src' && disposition === 'enforce' && blockedURL?.startsWith(origin) === true
}
