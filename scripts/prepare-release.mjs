/** Files that a release changes, by path. */
export const RELEASE_FILES = [
  'package.json',
  'package-lock.json',
  'CHANGELOG.md',
  'README.md',
  'SECURITY.md',
  '.github/ISSUE_TEMPLATE/config.yml',
]

/** In the links to the repository until the first release. */
const PLACEHOLDER = 'https://github.com/OWNER/react-private-embed'
/** The sentence of the README that is true until the first release. */
const BEFORE_RELEASE = / Before the first release,\s+\[install from a clone\]\([^)]*\)\./
const VERSION = /^(\d+)\.(\d+)\.(\d+)(?:-[0-9A-Za-z.-]+)?$/

/**
 * Returns the texts of the files that a release changes.
 *
 * @param {object} release
 * @param {string} release.version such as `0.2.0`
 * @param {string} release.date such as `2026-11-30`
 * @param {string} [release.repository] the URL on GitHub; needed as long as there is a placeholder
 * @param {Readonly<Record<string, string>>} files the texts of `package.json`, `package-lock.json`, `CHANGELOG.md`,
 * `README.md` and of all files that link to the repository, by path
 * @returns {Record<string, string>} the texts that differ, by path
 * @throws if the version is invalid or released, if the changelog has nothing for it, or if there is no repository
 */
export function prepareRelease({ version, date, repository }, files) {
  if (!VERSION.test(version)) throw new Error(`${version} is not a version such as 0.2.0.`)
  const linked = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, replacePlaceholder(path, text, repository)]),
  )
  const { url } = JSON.parse(linked['package.json'] ?? '{}').repository
  const home = url.replace(/^git\+|\.git$/g, '')
  const changed = {
    ...linked,
    'package.json': setVersion(linked['package.json'], version),
    'package-lock.json': setLockedVersion(linked['package-lock.json'], version),
    'CHANGELOG.md': addRelease(linked['CHANGELOG.md'] ?? '', version, date, home),
    'README.md': (linked['README.md'] ?? '').replace(BEFORE_RELEASE, ''),
  }
  return Object.fromEntries(Object.entries(changed).filter(([path, text]) => text !== files[path]))
}

/** @param {string} path @param {string} text @param {string | undefined} repository */
function replacePlaceholder(path, text, repository) {
  if (!text.includes(PLACEHOLDER)) return text
  if (!repository) throw new Error(`${path} contains the placeholder ${PLACEHOLDER}. Pass --repository URL.`)
  if (!/^https:\/\/github\.com\/[\w-]+\/[\w.-]+$/.test(repository) || repository.endsWith('.git')) {
    throw new Error(`--repository must be like https://github.com/owner/name; it is ${repository}.`)
  }
  return text.replaceAll(PLACEHOLDER, repository)
}

/** The text stays as it is formatted. @param {string} text @param {string} version */
function setVersion(text = '', version) {
  return text.replace(/("version": ")[^"]+/, `$1${version}`)
}

/** The version of the root package, which the lock file has twice. @param {string} text @param {string} version */
function setLockedVersion(text = '', version) {
  return setVersion(text, version).replace(/("packages": \{\s*"": \{[^}]*?"version": ")[^"]+/, `$1${version}`)
}

/** @param {string} text @param {string} version @param {string} date @param {string} home */
function addRelease(text, version, date, home) {
  if (text.includes(`\n## [${version}]`)) throw new Error(`CHANGELOG.md already has version ${version}.`)
  const [, unreleased] = /\n## \[Unreleased\]\n([^]*?)(?=\n## \[|\n\[Unreleased\]:|$)/.exec(text) ?? []
  if (!unreleased?.includes('\n- ')) throw new Error('CHANGELOG.md has nothing below [Unreleased].')
  const previous = /\n## \[(\d[^\]]*)\]/.exec(text)?.[1]
  const link = previous ? `${home}/compare/v${previous}...v${version}` : `${home}/releases/tag/v${version}`
  const links = [`[Unreleased]: ${home}/compare/v${version}...HEAD`, `[${version}]: ${link}`]
  const body = text
    .replace(/\n\[Unreleased\]: .*/, '')
    .replace('\n## [Unreleased]\n', `\n## [Unreleased]\n\n## [${version}] - ${date}\n`)
  const [, before = body, after = ''] = /^([^]*?)(\n\[\d[^\]]*\]: [^]*)$/.exec(body) ?? []
  return `${before.trimEnd()}\n\n${links.join('\n')}\n${after.trimStart()}`
}
