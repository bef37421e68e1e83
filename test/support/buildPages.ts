import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { thinAtlas } from './thinAtlas.ts'

/** Pages to build: their folder, and the names of their HTML files. */
export interface PageSources {
  root: string
  names: readonly string[]
}

const EMULATED: PageSources = {
  root: fileURLToPath(new URL('../../src/testing/pages', import.meta.url)),
  names: ['map', 'dashboard', 'report'],
}

/**
 * Builds the emulated providers' pages into static files, which both provider servers serve below `/pages/`. Under a build
 * of its own, so that neither Storybook's nor Vitest's configuration reaches into what stands for another site.
 *
 * @param outDir where to; what is there already goes
 * @param sources whose; the emulator's own unless given
 * @returns the directory
 */
export async function buildPages(outDir: string, { root, names }: PageSources = EMULATED): Promise<string> {
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
