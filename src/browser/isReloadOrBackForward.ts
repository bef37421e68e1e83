/**
 * Returns whether the viewer reloaded this page or came back to it. Browsers may then restore an iframe's previous URL
 * instead of the URL in the HTML: Chromium after Back, Firefox also after a reload (measured in versions 156 and 153).
 */
export function isReloadOrBackForward(): boolean {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  return navigation?.type === 'reload' || navigation?.type === 'back_forward'
}
