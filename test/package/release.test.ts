import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { prepareRelease, RELEASE_FILES } from '../../scripts/prepare-release.mjs'

const REPOSITORY = 'https://github.com/acme/react-private-embed'
const current = Object.fromEntries(RELEASE_FILES.map((path) => [path, readFileSync(path, 'utf8')]))

function prepare(version: string, files: Record<string, string> = current, repository?: string) {
  return prepareRelease({ version, date: '2026-11-30', repository }, files)
}

describe('a first release of this repository', () => {
  const changed = prepare('0.1.0', current, REPOSITORY)

  test('replaces every placeholder for the address of the repository', () => {
    const texts = RELEASE_FILES.map((path) => changed[path] ?? current[path])
    expect(texts.filter((text) => text?.includes('OWNER/'))).toEqual([])
    expect(JSON.parse(changed['package.json'] ?? '')).toMatchObject({
      repository: { url: `git+${REPOSITORY}.git` },
      bugs: { url: `${REPOSITORY}/issues` },
      homepage: `${REPOSITORY}#readme`,
    })
  })

  test('dates the unreleased changes and links to the release', () => {
    const changelog = changed['CHANGELOG.md'] ?? ''
    expect(changelog).toMatch(/## \[Unreleased\]\n\n## \[0\.1\.0\] - 2026-11-30\n/)
    expect(changelog).toContain(`\n[Unreleased]: ${REPOSITORY}/compare/v0.1.0...HEAD\n`)
    expect(changelog).toContain(`\n[0.1.0]: ${REPOSITORY}/releases/tag/v0.1.0\n`)
  })

  test('removes the sentence about installing from a clone from the README', () => {
    expect(changed['README.md']).not.toContain('Before the first release')
    expect(changed['README.md']).toContain('A `QueryClientProvider` is optional.')
  })

  test('fails without the address of the repository', () => {
    expect(() => prepare('0.1.0')).toThrow('Pass --repository URL.')
  })
})

describe('a second release', () => {
  const first = { ...current, ...prepare('0.1.0', current, REPOSITORY) }
  const notes = '## [Unreleased]\n\n### Fixed\n\n- A fault.\n'
  const files = { ...first, 'CHANGELOG.md': first['CHANGELOG.md']?.replace('## [Unreleased]\n', notes) ?? '' }
  const changed = prepare('0.2.0', files)

  test('sets the version in package.json and twice in the lock file', () => {
    const lock = JSON.parse(changed['package-lock.json'] ?? '')
    expect([JSON.parse(changed['package.json'] ?? '').version, lock.version, lock.packages[''].version]).toEqual([
      '0.2.0',
      '0.2.0',
      '0.2.0',
    ])
    expect(Object.keys(changed).sort()).toEqual(['CHANGELOG.md', 'package-lock.json', 'package.json'])
  })

  test('links to the comparison with the previous version, and keeps the links of older versions', () => {
    expect(changed['CHANGELOG.md']?.split('\n').slice(-4)).toEqual([
      `[Unreleased]: ${REPOSITORY}/compare/v0.2.0...HEAD`,
      `[0.2.0]: ${REPOSITORY}/compare/v0.1.0...v0.2.0`,
      `[0.1.0]: ${REPOSITORY}/releases/tag/v0.1.0`,
      '',
    ])
  })

  test.each([
    ['the version is released', '0.1.0', 'already has version 0.1.0'],
    ['the version is invalid', 'v0.2', 'not a version'],
  ])('fails if %s', (_, version, message) => {
    expect(() => prepare(version, files)).toThrow(message)
  })

  test('fails if the changelog has nothing new', () => {
    expect(() => prepare('0.2.0', first)).toThrow('nothing below [Unreleased]')
  })
})
