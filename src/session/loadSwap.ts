/**
 * Loads the code for iframes that are not visible yet, and for swaps. It is not part of an app's first load. It is
 * requested with the first iframe, not at the first refresh: a deployment in between may delete the file.
 */
export const loadSwap = () => import('./swap/index.ts')
