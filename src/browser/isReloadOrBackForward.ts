/**
 * Whether the viewer reloaded this page or came back to it. A browser may then load a frame of its HTML from the address
 * that the frame had before, whatever the HTML says now: Chromium where one goes back, Firefox also where one reloads
 * (seen in versions 156 and 153).
 */
export function isReloadOrBackForward(): boolean {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  return navigation?.type === 'reload' || navigation?.type === 'back_forward'
}
