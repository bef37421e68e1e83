/** docs/testing.md in an app with the packed library: its files, as they stand, run by Vitest, Jest and Playwright. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { testBrowser } from './browser.mjs'
import { readPageFiles } from './page-files.mjs'
import { fine, run } from './run.mjs'

/** Where the files of each section go; the section on Next.js is compiled only, by test/package/docs.test.ts. */
const FOLDERS = {
  'Component tests with Vitest': '.',
  'Component tests with Jest': 'jest',
  'Jest with Next.js': 'next-jest',
  'End-to-end tests with Playwright': '.',
  Faults: '.',
  'The event log': '.',
}

/** Folders, and what each runs Jest with. */
const JEST = { jest: 'babel-jest', 'jest-fixed': 'jest-fixed-jsdom', 'next-jest': 'next/jest' }

/** The fixed ports of the page, of which another program may hold one. */
const PORTS = ['4800', '4801', '4802', '5173']

const limit = 5 * 60_000

/**
 * @param {object} app
 * @param {string} app.cwd
 * @param {import('../test/package/openStage.ts').Stage} app.stage
 * @param {(name: string, work: () => Promise<unknown>) => Promise<boolean>} app.check
 * @returns what is to be run once all apps are built
 */
export async function checkTestingPage({ cwd, stage, check }) {
  const withGlobals = await writeFiles(cwd, stage)
  /** @param {string[]} command @param {string} [folder] @param {NodeJS.ProcessEnv} [env] */
  const node = (command, folder = '.', env = {}) =>
    fine(run(process.execPath, command, { cwd: join(cwd, folder), quiet: true, limit, env: { NO_COLOR: '1', ...env } }))
  const bin = (/** @type {string} */ path) => join(cwd, 'node_modules', path)

  const vitest = async (/** @type {string[]} */ ...args) =>
    expectQuiet(await node([bin('vitest/vitest.mjs'), 'run', ...args]), /Tests +4 passed \(4\)/)
  await check('its component test passes in Vitest with jsdom', () => vitest())
  await check('its component test passes in Vitest with happy-dom and globals', () => {
    writeFileSync(join(cwd, 'src/withGlobals.test.tsx'), withGlobals)
    return vitest('--globals', 'withGlobals')
  })
  for (const [folder, name] of Object.entries(JEST)) {
    await check(`its component test passes in Jest with ${name}`, async () =>
      expectQuiet(await node([bin('jest/bin/jest.js')], folder), /Tests: +4 passed, 4 total/),
    )
  }
  for (const file of ['faults.mjs', 'events.mjs']) await check(`${file} runs, and ends`, () => node([file]))

  const playwright = [bin('@playwright/test/cli.js'), 'test', '-c', 'playwright.check.config.ts', '--reporter=line']
  const { executablePath, args } = testBrowser()
  const env = { CHROMIUM_PATH: executablePath, CHROMIUM_ARGS: JSON.stringify(args) }
  return [
    () =>
      check('its end-to-end tests pass in Playwright', async () => {
        const output = await node(playwright, '.', env)
        if (!/\b2 passed/.test(output)) throw new Error(output)
      }),
  ]
}

/**
 * @param {string} cwd
 * @param {import('../test/package/openStage.ts').Stage} stage
 * @returns the component test for happy-dom and globals
 */
async function writeFiles(cwd, stage) {
  const ports = await Promise.all(PORTS.map(async (port) => [port, String(await stage.freePort())]))
  /** @param {string} path @param {string} code */
  const write = (path, code) => {
    mkdirSync(dirname(join(cwd, path)), { recursive: true })
    writeFileSync(join(cwd, path), code)
  }
  const files = readPageFiles('docs/testing.md').flatMap(({ heading, file, code }) => {
    const folder = Object.entries(FOLDERS).find(([title]) => title === heading)?.[1]
    return folder === undefined ? [] : [{ path: join(folder, file), code }]
  })
  const withFreePorts = (/** @type {string} */ code) =>
    ports.reduce((text, [from, to]) => text.replaceAll(from, to), code)
  for (const { path, code } of files) write(path, withFreePorts(code))

  const codeOf = (/** @type {string} */ path) => files.find((file) => file.path === path)?.code ?? ''
  const test = codeOf('src/embeds.test.tsx')
  const withGlobals = replaceOnce(test, /^import .+ from 'vitest'\n/m, '')
  // Jest would take the docblock for its own.
  const forJest = replaceOnce(withGlobals, /^\/\/ @vitest-environment jsdom\n/m, '').replaceAll('vi.', 'jest.')
  for (const folder of ['jest', 'next-jest']) write(`${folder}/embeds.test.tsx`, forJest)
  // Without a folder of pages, `next/jest` fails.
  mkdirSync(join(cwd, 'next-jest/app'))
  cpSync(join(cwd, 'jest'), join(cwd, 'jest-fixed'), { recursive: true })
  write('jest-fixed/jest.config.mjs', replaceOnce(codeOf('jest/jest.config.mjs'), /'jsdom'/, "'jest-fixed-jsdom'"))
  return replaceOnce(withGlobals, /environment jsdom/, 'environment happy-dom')
}

/** @param {string} text @param {RegExp} pattern @param {string} replacement */
function replaceOnce(text, pattern, replacement) {
  if (!pattern.test(text)) throw new Error(`docs/testing.md must contain ${pattern}.`)
  return text.replace(pattern, replacement)
}

/** @param {string} output @param {RegExp} count */
function expectQuiet(output, count) {
  // Vitest names the stream to which a test wrote; Jest names the method of the console.
  if (!count.test(output) || /^(stdout|stderr) \||console\.\w+|did not exit/m.test(output)) throw new Error(output)
}
