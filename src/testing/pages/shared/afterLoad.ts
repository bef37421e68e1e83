/**
 * Runs a function some ms after the page's `load`; with 0 immediately, so that a page can be ready before its `load`.
 */
export function afterLoad(delay: number, run: () => void): void {
  if (delay <= 0) run()
  else if (document.readyState === 'complete') setTimeout(run, delay)
  else addEventListener('load', () => setTimeout(run, delay), { once: true })
}
