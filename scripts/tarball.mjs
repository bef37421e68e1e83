/** Content of the published package. */
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { root } from './run.mjs'

const wanted =
  /^(package\.json|README\.md|LICENSE|dist\/.+\.(js|js\.map|d\.ts)|dist\/testing\/(.+\/)?(licenses\.md|[\w-]+\.(html|css)))$/
const required = [
  'package.json',
  'README.md',
  'LICENSE',
  'dist/index.js',
  'dist/index.d.ts',
  'dist/metabase.js',
  'dist/metabase.d.ts',
  'dist/superset.js',
  'dist/superset.d.ts',
  'dist/server.js',
  'dist/testing.js',
]
/** The entries that run in a browser. */
const clientEntries = new Set(['dist/index.js', 'dist/metabase.js', 'dist/superset.js'])
/** Imports that are for this repository alone, and the emulator's code. Messages may name a tool. */
const foreign = /\bemulator\b|\b(?:from|import|require)\b[\s(]*["'](?:vitest|playwright|jsdom|vite|hono|node:)/
/**
 * Files that nobody steps into: the entries and the entry of the lazy part only re-export; the emulated providers'
 * pages and the bundler's own helper are no host's code.
 */
const mapless =
  /^dist\/(index|metabase|server|superset|session\/swap\/index|testing\/(pages\/.+|rolldown-runtime))\.js$/

/**
 * Returns the faults in the files of a package, in a sentence each.
 *
 * @param {string[]} paths
 * @returns {string[]}
 */
export function findTarballFaults(paths) {
  const faults = paths.filter((path) => !wanted.test(path)).map((path) => `${path} does not belong into it`)
  faults.push(...required.filter((path) => !paths.includes(path)).map((path) => `${path} is missing`))
  for (const path of paths) {
    const text = readFileSync(join(root, path), 'utf8')
    if (path.endsWith('.js')) {
      const isForClients = /^["']use client["']/.test(text)
      if (isForClients !== clientEntries.has(path))
        faults.push(`${path}: 'use client' must open ${[...clientEntries].join(', ')}, and no other file`)
      // The emulator is for hosts' own tests: it may hold what a test needs.
      const isForTests = /^dist\/testing[./]/.test(path)
      if (!isForTests && foreign.test(text)) faults.push(`${path} holds ${foreign.exec(text)?.[0]}`)
      const map = `${path}.map`
      const isMapped = paths.includes(map) && text.includes(`//# sourceMappingURL=${basename(map)}`)
      if (!isMapped && !mapless.test(path)) faults.push(`${path} has no source map`)
    }
    if (path.endsWith('.map')) {
      const { sources, sourcesContent = [] } = JSON.parse(text)
      const hasAll = sources.every((/** @type {string} */ _, /** @type {number} */ i) => sourcesContent[i])
      if (!hasAll) faults.push(`${path} lacks the text of its sources`)
    }
  }
  const { sideEffects } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  if (sideEffects !== false) faults.push('package.json must say "sideEffects": false')
  return faults
}
