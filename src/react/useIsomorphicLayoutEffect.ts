import { useLayoutEffect } from 'react'
import { isBrowser } from '../browser/isBrowser.ts'

/** `useLayoutEffect` without React 18's warning on the server, where effects do not run. */
export const useIsomorphicLayoutEffect: typeof useLayoutEffect = isBrowser ? useLayoutEffect : () => {}
