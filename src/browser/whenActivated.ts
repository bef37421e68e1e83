import { isPrerendering } from './wake.ts'

/** Resolves when the viewer navigates to a page that the browser prerenders; right away if it does not. */
export function whenActivated(of: Document): Promise<void> {
  if (!isPrerendering(of)) return Promise.resolve()
  return new Promise((resolve) => of.addEventListener('prerenderingchange', () => resolve(), { once: true }))
}
