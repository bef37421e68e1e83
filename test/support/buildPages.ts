import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { thinAtlas } from './thinAtlas.ts'

/** The folder of the pages, and the names of their HTML files. */
const root = fileURLToPath(new URL('../../src/testing/pages', import.meta.url))
const names = ['map', 'dashboard', 'report', 'superset', 'metabase']

/**
 * Builds the emulated providers' pages into static files, which both provider servers serve below `/pages/`. Under a
 * build of its own, so that neither Storybook's nor Vitest's configuration reaches into what stands for another site.
 *
 * @param outDir where to; what is there already goes
 * @returns the directory
 */
export async function buildPages(outDir: string): Promise<string> {
  await build({
    configFile: false,
    root,
    base: '/pages/',
    logLevel: 'warn',
    // Vite's own flag for "this is no app of the project": nothing is read from .env files.
    envDir: false,
    plugins: [thinAtlas()],
    build: {
      outDir,
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      license: { fileName: 'licenses.md' },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: { input: names.map((name) => `${root}/${name}.html`) },
    },
  })
  return outDir
}
