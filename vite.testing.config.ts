import { defineConfig } from 'vite'
import { buildPages } from './test/support/buildPages.ts'

/**
 * Builds `react-private-embed/testing` into what `vite build` has made: the emulator for Node with its libraries inside,
 * so that the package needs none of them, and the vendors' pages.
 */
export default defineConfig({
  plugins: [{ name: 'react-private-embed:pages', closeBundle: async () => void (await buildPages()) }],
  build: {
    ssr: 'src/testing.ts',
    target: 'node20',
    emptyOutDir: false,
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
