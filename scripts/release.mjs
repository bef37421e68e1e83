/**
 * `npm run release`: prepares a release, see "Release" in CONTRIBUTING.md. Changelog, version, links, tarball; with
 * `--dry-run` nothing is written, with `--publish` the tarball is published with provenance.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildLibrary } from './build-library.mjs'
import { ensureInstalled } from './install.mjs'
import { prepareRelease, RELEASE_FILES } from './prepare-release.mjs'
import { fine, npm, root, run } from './run.mjs'
import { findTarballFaults } from './tarball.mjs'

/** @param {string} path */
const read = (path) => readFileSync(join(root, path), 'utf8')

/** Prints the lines that a text gains and loses. @param {string} path @param {string} before @param {string} after */
function printChange(path, before, after) {
  const [old, next] = [before.split('\n'), after.split('\n')]
  console.log(`\n${path}`)
  for (const line of old.filter((each) => !next.includes(each))) console.log(`  - ${line}`)
  for (const line of next.filter((each) => !old.includes(each))) console.log(`  + ${line}`)
}

/** Builds and packs. @param {string} folder @returns {Promise<string>} the path of the tarball */
async function pack(folder) {
  await buildLibrary()
  const output = await fine(npm(['pack', '--json', '--silent', '--pack-destination', folder], { quiet: true }))
  const [{ filename, files, size }] = JSON.parse(output)
  const paths = files.map((/** @type {{ path: string }} */ { path }) => path)
  const faults = findTarballFaults(paths)
  if (faults.length > 0) throw new Error(faults.join('\n'))
  console.log(`\n${filename}: ${paths.length} files, ${Math.round(size / 1_000)} kB`)
  return join(folder, filename)
}

async function release() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean' }, publish: { type: 'boolean' }, repository: { type: 'string' } },
  })
  const isDryRun = values['dry-run'] === true
  await ensureInstalled()
  const status = await fine(run('git', ['status', '--porcelain'], { quiet: true }), 'git status')
  if (status.trim() && !isDryRun) throw new Error(`The work tree is not clean:\n${status}`)
  const files = Object.fromEntries(RELEASE_FILES.map((path) => [path, read(path)]))
  const version = positionals[0] ?? JSON.parse(read('package.json')).version
  // A dry run also shows a release before the repository has an address.
  const repository = values.repository ?? (isDryRun ? 'https://github.com/owner-of-the/repository' : undefined)
  const date = new Date().toISOString().slice(0, 10)
  const changed = prepareRelease({ version, date, repository }, files)

  console.log(`Version ${version}${isDryRun ? ' (dry run: nothing is written)' : ''}`)
  for (const [path, text] of Object.entries(changed)) {
    printChange(path, files[path] ?? '', text)
    if (!isDryRun) writeFileSync(join(root, path), text)
  }
  const tarball = await pack(isDryRun ? tmpdir() : root)
  const publishArgs = ['publish', tarball, '--provenance', '--access', 'public']
  const publish = `npm ${publishArgs.join(' ')}`
  if (isDryRun) rmSync(tarball)
  if (values.publish && !isDryRun) await fine(npm(publishArgs), publish)
  else console.log(`\nNext: git commit -am "Version ${version}" && git tag v${version}, push, and in CI: ${publish}`)
}

try {
  await release()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
