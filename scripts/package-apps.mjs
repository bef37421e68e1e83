/** The apps of test/package/apps, each with the packed library: installed, compiled, built, and seen to work. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readPageFiles } from './page-files.mjs'
import { fine, npm, root, run } from './run.mjs'
import { checkTestingPage } from './testing-page.mjs'

/**
 * @typedef {object} Surroundings
 * @property {string} folder where the apps go
 * @property {import('../test/package/openStage.ts').Stage} stage
 * @property {string} tarball
 * @property {(name: string, work: () => Promise<unknown>) => Promise<boolean>} check
 * @property {string[]} only the folders of the apps to check; all if empty
 *
 * @typedef {object} App
 * @property {string} name
 * @property {keyof typeof checks} from its folder below test/package/apps
 * @property {Record<string, string>} [versions] other ones than those of its package.json
 */

const limit = 10 * 60_000

/** @type {App[]} */
const apps = [
  { name: 'React 19 with Vite', from: 'vite' },
  {
    name: 'React 18.0 and react-query 5.0 with Vite',
    from: 'vite',
    versions: {
      '@tanstack/react-query': '5.0.0',
      react: '18.0.0',
      'react-dom': '18.0.0',
      '@types/react': '^18.3.0',
      '@types/react-dom': '^18.3.0',
    },
  },
  { name: 'Next.js', from: 'next' },
  { name: 'TanStack Start', from: 'start' },
  { name: 'docs/testing.md', from: 'testing' },
]

const checks = { vite: buildVite, next: buildNext, start: buildStart, testing: checkTestingPage }

/** @param {string} cwd @param {string[]} command a script and its arguments @param {Parameters<typeof run>[2]} [more] */
const node = (cwd, command, more) => run(process.execPath, command, { cwd, quiet: true, limit, ...more })

/** @param {Surroundings} surroundings */
export async function checkApps({ folder, stage, tarball, check, only }) {
  const chosen = only.length > 0 ? apps.filter(({ from }) => only.includes(from)) : apps
  const each = await Promise.all(
    chosen.map(async (app, i) => {
      const cwd = join(folder, `app-${i}`)
      if (!(await check(`${app.name}: installs`, () => install(app, cwd, tarball)))) return { app, watches: [] }
      const named = (/** @type {string} */ name, /** @type {() => Promise<unknown>} */ work) =>
        check(`${app.name}: ${name}`, work)
      return { app, watches: await checks[app.from]({ cwd, stage, check: named }) }
    }),
  )
  const watchApps = (/** @type {(app: App) => boolean} */ isChosen) =>
    Promise.all(each.flatMap(({ app, watches }) => (isChosen(app) ? watches : [])).map((watch) => watch()))
  // Not before all is built: a token that lives for seconds is no match for two compilers.
  await watchApps(({ from }) => from !== 'testing')
  // Alone, as its tokens live for ten seconds.
  await watchApps(({ from }) => from === 'testing')
}

/** @param {App} app @param {string} cwd @param {string} tarball */
async function install({ from, versions = {} }, cwd, tarball) {
  cpSync(join(root, 'test/package/apps', from), cwd, { recursive: true })
  const file = join(cwd, 'package.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  for (const group of [manifest.dependencies, manifest.devDependencies]) {
    for (const name of Object.keys(group)) group[name] = versions[name] ?? group[name]
  }
  manifest.dependencies['react-private-embed'] = `file:${tarball}`
  writeFileSync(file, JSON.stringify(manifest, null, 2))
  const flags = ['--no-audit', '--no-fund', '--prefer-offline', '--no-package-lock', '--include=dev']
  await fine(npm(['install', ...flags], { cwd, quiet: true, limit }))
}

const shows = 'shows each embed, refreshes it, and leaves the console clean'

/** @param {Pick<Surroundings, 'stage' | 'check'> & { cwd: string }} app @returns what is to be watched */
async function buildVite({ cwd, stage, check }) {
  await check("type-checks, the library's declarations too", () => fine(node(cwd, ['node_modules/typescript/bin/tsc'])))
  await check('loads in bare Node, and starts nothing that keeps it alive', () => fine(node(cwd, ['bare.mjs'])))
  const watches = []
  // In development React mounts everything twice, and says what it does not like.
  for (const mode of ['development', 'production']) {
    const command = ['node_modules/vite/bin/vite.js', 'build', '--mode', mode, '--outDir', mode]
    const isBuilt = await check(`builds for ${mode}`, () => fine(node(cwd, command, { env: { NODE_ENV: mode } })))
    if (isBuilt) watches.push(() => check(`${shows} (${mode})`, () => watchVite(cwd, mode, stage)))
  }
  return watches
}

/** @param {string} cwd @param {string} mode @param {Surroundings['stage']} stage */
async function watchVite(cwd, mode, stage) {
  const resource = `${cwd.slice(-5)}-${mode}`
  const query = new URLSearchParams({ app: resource, ...stage.origins })
  const providers = Object.keys(stage.origins)
  await stage.watch({ address: `${await stage.serve(join(cwd, mode))}?${query}`, resource, providers })
}

/** @param {Pick<Surroundings, 'stage' | 'check'> & { cwd: string }} app @returns what is to be watched */
async function buildNext({ cwd, stage, check }) {
  const next = 'node_modules/next/dist/bin/next'
  const env = { ...stage.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  const isBuilt = await check('type-checks and builds', () => fine(node(cwd, [next, 'build'], { env })))
  const start = (/** @type {string} */ port) => [next, 'start', '-p', port, '-H', 'localhost']
  const watch = () => watchServer({ cwd, start, env, stage, resource: 'app-next' })
  return isBuilt ? [() => check(`${shows}, also while it hydrates`, watch)] : []
}

/** @param {Pick<Surroundings, 'stage' | 'check'> & { cwd: string }} app @returns what is to be watched */
async function buildStart({ cwd, stage, check }) {
  for (const { file, code } of readPageFiles('docs/recipes/tanstack-start.md')) {
    mkdirSync(dirname(join(cwd, file)), { recursive: true })
    writeFileSync(join(cwd, file), code)
  }
  const vite = 'node_modules/vite/bin/vite.js'
  const { FELT_ORIGIN, EXPLO_ORIGIN } = stage.env
  const env = { ...stage.env, NODE_ENV: 'production', VITE_FELT_ORIGIN: FELT_ORIGIN, VITE_EXPLO_ORIGIN: EXPLO_ORIGIN }
  const isBuilt = await check('builds', () => fine(node(cwd, [vite, 'build'], { env })))
  if (!isBuilt) return []
  await check('type-checks', () => fine(node(cwd, ['node_modules/typescript/bin/tsc'])))
  await check('has no code of the token handler in the browser', async () => {
    const scripts = readdirSync(join(cwd, 'dist/client/assets')).map((name) => join(cwd, 'dist/client/assets', name))
    if (scripts.some((path) => readFileSync(path, 'utf8').includes('allowedOrigins'))) throw new Error('It has.')
  })
  const start = (/** @type {string} */ port) => [vite, 'preview', '--host', 'localhost', '--port', port, '--strictPort']
  const watch = () => watchServer({ cwd, start, env, stage, resource: 'app-start', page: '/parcels' })
  return [() => check(`${shows}, also while it hydrates`, watch)]
}

/**
 * @typedef {object} ServerApp
 * @property {string} cwd
 * @property {(port: string) => string[]} start its command
 * @property {NodeJS.ProcessEnv} env
 * @property {Surroundings['stage']} stage
 * @property {string} resource
 * @property {string} [page] another one, whose HTML must contain an embed
 */

/** @param {ServerApp} app */
async function watchServer({ cwd, start, env, stage, resource, page }) {
  const port = String(await stage.freePort())
  const address = `http://localhost:${port}`
  const ending = new AbortController()
  const ended = node(cwd, start(port), { env, signal: ending.signal }).then(({ output }) => {
    throw new Error(`The server ended.\n${output}`)
  })
  const watch = async () => {
    await stage.untilItAnswers(address)
    if (page !== undefined) await expectEmbed(`${address}${page}`)
    await stage.watch({ address, resource, providers: ['felt', 'explo'] })
  }
  try {
    await Promise.race([ended, watch()])
  } finally {
    ending.abort()
    await ended.catch(() => {})
  }
}

/** @param {string} address */
async function expectEmbed(address) {
  const html = await (await fetch(address)).text()
  if (!html.includes('aria-busy="true"')) throw new Error(`There is no embed in the HTML of ${address}:\n${html}`)
}
