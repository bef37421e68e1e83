import type axe from 'axe-core'

declare global {
  interface Window {
    /** Set by the script of axe-core. */
    axe: typeof axe
  }
}
