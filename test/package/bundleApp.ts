import { writeFileSync } from 'node:fs'
import { build, type Plugin, type Rolldown } from 'vite'

/** An app's code: what it loads at once, and what it loads later. */
export interface AppBundle {
  entry: Rolldown.OutputChunk
  later: Rolldown.OutputChunk[]
}

/**
 * Bundles an app as its author would, and leaves React and react-query to it.
 *
 * @param folder where the built package is installed
 * @param names what the app imports of it
 * @param entry from which of its entries; the main one by default
 */
export async function bundleApp(folder: string, names: readonly string[], entry?: string): Promise<AppBundle> {
  const input = `${folder}/${names.join('-')}.js`
  writeFileSync(
    input,
    `import { ${names} } from 'react-private-embed${entry ? `/${entry}` : ''}'\nconsole.log(${names})\n`,
  )
  const built = await build({
    configFile: false,
    root: folder,
    envDir: false,
    logLevel: 'error',
    plugins: [withoutPreloading],
    // Independent of the current NODE_ENV: an app is built for production.
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: true,
      modulePreload: false,
      rolldownOptions: { input, external: [/^react(-dom)?(\/|$)/, /^@tanstack\//] },
    },
  })
  const outputs = (Array.isArray(built) ? built : [built]) as Rolldown.RolldownOutput[]
  const chunks = outputs.flatMap(({ output }) => output).filter((file) => file.type === 'chunk')
  const first = chunks.find(({ isEntry }) => isEntry)
  if (!first) throw new Error('Nothing was built.')
  return { entry: first, later: chunks.filter((chunk) => chunk !== first) }
}

/** Vite's helper for lazy parts is the app's, which has it once for all of them; another bundler has its own. */
const withoutPreloading: Plugin = {
  name: 'without-preloading',
  enforce: 'pre',
  load: (id) => (id.includes('vite/preload-helper') ? 'export const __vitePreload = (load) => load()' : undefined),
}
