import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** A page to bundle. */
export interface HostPage {
  /** Holds its `index.html`. */
  root: string
  outDir: string
  /** Where it is served. */
  base?: string
  /** The build of React that its `react-dom/client` is. */
  reactDom?: string
}

/** Bundles a host's page over the library as it was built, as an app would. */
export async function buildHost({ root, outDir, base = '/', reactDom = 'react-dom/client' }: HostPage): Promise<void> {
  const library = fileURLToPath(new URL('../../dist/index.js', import.meta.url))
  await build({
    configFile: false,
    root,
    base,
    envDir: false,
    logLevel: 'error',
    resolve: {
      alias: [
        // Its types come from the sources, which are there before anything is built.
        { find: /^(\.\.\/)+src\/index\.ts$/, replacement: library },
        { find: /^react-dom\/client$/, replacement: reactDom },
      ],
    },
    build: { outDir, target: 'es2022', reportCompressedSize: false, chunkSizeWarningLimit: 2_000 },
  })
}
