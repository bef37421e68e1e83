/**
 * Loads the code for hidden iframes and swaps. Not part of an app's first load, but requested with the first iframe:
 * a deployment before the first refresh may delete the file.
 */
export const loadSwap = () => import('./swap/index.ts')
