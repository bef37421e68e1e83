/** The apps of test/package/apps, each with the packed library: installed, compiled, built, and seen to work. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fine, npm, root, run } from './run.mjs'

/**
 * @typedef {object} Surroundings
 * @property {string} folder where the apps go
 * @property {import('../test/package/openStage.ts').Stage} stage
 * @property {string} tarball
 * @property {(name: string, work: () => Promise<unknown>) => Promise<boolean>} check
 *
 * @typedef {object} App
 * @property {string} name
 * @property {string} from its folder below test/package/apps
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
]

/** @param {string} cwd @param {string[]} command a script and its arguments @param {Parameters<typeof run>[2]} [more] */
const node = (cwd, command, more) => run(process.execPath, command, { cwd, quiet: true, limit, ...more })

/** @param {Surroundings} surroundings */
export async function checkApps({ folder, stage, tarball, check }) {
  const each = await Promise.all(
    apps.map(async (app, i) => {
      const cwd = join(folder, `app-${i}`)
      if (!(await check(`${app.name}: installs`, () => install(app, cwd, tarball)))) return []
      const build = app.from === 'next' ? buildNext : buildVite
      return build({ cwd, stage, check: (name, work) => check(`${app.name}: ${name}`, work) })
    }),
  )
  // Not before all is built: a token that lives for seconds is no match for two compilers.
  await Promise.all(each.flat().map((watch) => watch()))
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
  return isBuilt ? [() => check(`${shows}, also while it hydrates`, () => watchNext(cwd, next, env, stage))] : []
}

/** @param {string} cwd @param {string} next @param {NodeJS.ProcessEnv} env @param {Surroundings['stage']} stage */
async function watchNext(cwd, next, env, stage) {
  const port = String(await stage.freePort())
  const address = `http://localhost:${port}`
  const ending = new AbortController()
  const command = [next, 'start', '-p', port, '-H', 'localhost']
  const ended = node(cwd, command, { env, signal: ending.signal }).then(({ output }) => {
    throw new Error(`The server ended.\n${output}`)
  })
  const watched = stage
    .untilItAnswers(address)
    .then(() => stage.watch({ address, resource: 'app-next', providers: ['felt', 'explo'] }))
  try {
    await Promise.race([ended, watched])
  } finally {
    ending.abort()
    await ended.catch(() => {})
  }
}
