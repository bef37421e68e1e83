/** Runs something a time (ms) after the page's `load`; with 0 at once, so that a page can be ready before its `load`. */
export function afterLoad(delay: number, run: () => void): void {
  if (delay <= 0) run()
  else if (document.readyState === 'complete') setTimeout(run, delay)
  else addEventListener('load', () => setTimeout(run, delay), { once: true })
}
