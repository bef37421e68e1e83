/**
 * For `useSyncExternalStore`: a source that tells of no change. What it holds differs between a server and a browser, or
 * is compared when React renders for another reason.
 */
export const noopSubscribe = (): (() => void) => () => {}
