import { join, resolve } from 'node:path'
import { defineConfig, type Plugin } from 'vite'
import { buildPages } from './test/support/buildPages.ts'

/** Builds the providers' pages, to where `src/testing/startProviders.ts` looks for them. */
function providerPages(): Plugin {
  let folder: string
  return {
    name: 'react-private-embed:pages',
    configResolved({ root, build }) {
      folder = join(resolve(root, build.outDir), 'testing/pages')
    },
    async closeBundle() {
      await buildPages(folder)
    },
  }
}

/**
 * Builds `react-private-embed/testing` into what `vite build` has made: the emulator for Node with its libraries inside,
 * so that the package needs none of them, and the providers' pages.
 */
export default defineConfig({
  plugins: [providerPages()],
  build: {
    ssr: 'src/testing.ts',
    target: 'node20',
    emptyOutDir: false,
    sourcemap: true,
    minify: false,
    license: { fileName: 'testing/licenses.md' },
    rolldownOptions: {
      // The library loads it too, and it must be the same. Its other half, the page's, is inside.
      external: ['@feltmaps/js-sdk'],
      output: { chunkFileNames: 'testing/[name].js' },
    },
  },
  ssr: { noExternal: true },
})
