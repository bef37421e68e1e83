import { isPrerendering } from './wake.ts'

/** Resolves when the viewer navigates to a prerendered page; immediately for any other page. */
export function whenActivated(of: Document): Promise<void> {
  if (!isPrerendering(of)) return Promise.resolve()
  return new Promise((resolve) => of.addEventListener('prerenderingchange', () => resolve(), { once: true }))
}
