/** See `prepare-release.mjs`. */
export function prepareRelease(
  release: { version: string; date: string; repository?: string | undefined },
  files: Readonly<Record<string, string>>,
): Record<string, string>

/** Files that a release changes, by path. */
export const RELEASE_FILES: readonly string[]
