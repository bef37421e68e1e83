import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { testBrowser } from './scripts/find-browser.mjs'
import { faultPlugin } from './test/fuzz/faultPlugin.ts'
import { commands } from './test/support/commands.ts'
import { emulatorPlugin } from './test/support/emulatorPlugin.ts'
import { HOST_DEPENDENCIES } from './test/support/hostDependencies.ts'

/** Host pages on `localhost`, providers on `127.0.0.1`: two sites, as in production. */
const host = 'localhost'

const optimizeDeps = { include: HOST_DEPENDENCIES }

/** The entries that run in a browser. */
const CLIENT_ENTRIES: ReadonlySet<string> = new Set(['index', 'metabase', 'superset'])

/** A busy machine must not fail what is right. */
const testTimeout = 30_000

/** For tests that look at elements. */
const setupFiles = ['test/support/cleanConsole.ts', 'test/support/sameElement.ts']

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The oldest versions that the peer ranges allow, in the place of those that the repository is written with. */
const floor = [
  ...['react', 'react-dom', '@tanstack/react-query'].map((name) => ({
    find: new RegExp(`^${name}(?=/|$)`),
    replacement: pathOf(`./test/floor/node_modules/${name}`),
  })),
  // Its other build loads React by `require`, which no alias reaches.
  {
    find: /^@testing-library\/react$/,
    replacement: pathOf('./node_modules/@testing-library/react/dist/@testing-library/react.esm.js'),
  },
]

/** Files at a time in Node: two more than there are cores, as some wait for a server. */
const WORKERS = availableParallelism() + 2

/** Pages at a time in Chromium, where tests mostly wait. */
const SIDE_BY_SIDE = 8

/** A new object each time, as Vitest writes into it. */
const chromium = () => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  api: { host },
  viewport: { width: 1000, height: 700 },
  provider: playwright({ launchOptions: testBrowser() }),
  instances: [{ browser: 'chromium' as const }],
})

/** Files that have the browser to themselves while they run. */
const SERIAL = ['test/browser/**/*.serial.test.{ts,tsx}']
/** Files of minutes. */
const LONG = ['test/**/*.long.test.{ts,tsx}']
const SERIAL_LONG = ['test/browser/**/*.serial.long.test.{ts,tsx}']

/** Files of half a minute and more, although short. */
const SLOW = /\/test\/browser\/(?:contract|freshness|hidden\.|manyMaps|unresponsivePages)/

/** Measures what a viewer can do in a time, and so runs when the projects beside it have ended. */
const LAST = /\/viewer\.serial\.test/

/** Starts slow files first, as a project ends with its last file. */
class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const rank = ({ moduleId }: TestSpecification): number => (LAST.test(moduleId) ? 2 : SLOW.test(moduleId) ? 0 : 1)
    return [...sorted].sort((a, b) => rank(a) - rank(b))
  }
}

/** A project of tests whose own page holds the embeds. */
const inBrowser = (test: TestProjectInlineConfiguration['test']): TestProjectInlineConfiguration => ({
  plugins: [react(), emulatorPlugin()],
  server: { host },
  optimizeDeps,
  test: { setupFiles, testTimeout: 120_000, browser: { ...chromium(), commands }, ...test },
})

export default defineConfig({
  // Independent of NODE_ENV at build time: the host app's build decides.
  oxc: { jsx: { runtime: 'automatic', development: false } },
  build: {
    target: 'es2022',
    sourcemap: true,
    minify: false,
    lib: {
      entry: {
        index: 'src/index.ts',
        metabase: 'src/metabase.ts',
        server: 'src/server.ts',
        superset: 'src/superset.ts',
      },
      formats: ['es'],
    },
    rolldownOptions: {
      external: [/^react(-dom)?(\/|$)/, /^@tanstack\//, /^@feltmaps\//, 'jose'],
      output: {
        // One file per module, so that an app with one provider drops the other.
        preserveModules: true,
        preserveModulesRoot: 'src',
        banner: (chunk) => (CLIENT_ENTRIES.has(chunk.name) ? "'use client'" : ''),
      },
    },
  },
  test: {
    sequence: { sequencer: SlowFirst },
    // Projects with one `groupOrder` run side by side, and share `maxWorkers`; the next group starts when all have ended.
    // A file `*.serial.test.*` measures pixels, keys or frames, and has the browser to itself. One of a project whose name
    // ends in `long` runs in `npm run test:all` only: see scripts/test.mjs.
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          sequence: { groupOrder: 0 },
          maxWorkers: WORKERS,
          testTimeout,
          include: ['test/{core,adapters,server,testing,package}/**/*.test.ts'],
          exclude: LONG,
          // A worker for all files, as to start one takes longer than to run most of these.
          isolate: false,
          setupFiles: ['test/support/freshModules.ts', 'test/support/cleanConsole.ts'],
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'react',
          environment: 'jsdom',
          sequence: { groupOrder: 0 },
          maxWorkers: WORKERS,
          testTimeout,
          include: ['test/react/**/*.test.{ts,tsx}'],
          isolate: false,
          setupFiles: ['test/support/freshModules.ts', ...setupFiles, 'test/support/cleanDom.ts'],
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'pages',
          environment: 'jsdom',
          sequence: { groupOrder: 0 },
          maxWorkers: WORKERS,
          testTimeout,
          include: ['test/testing/**/*.test.tsx'],
          setupFiles: [...setupFiles, 'test/support/cleanDom.ts'],
        },
      },
      {
        plugins: [react()],
        resolve: { alias: floor },
        test: {
          name: 'floor',
          environment: 'jsdom',
          // Beside the serial browser tests, which leave a core idle.
          sequence: { groupOrder: 3 },
          maxWorkers: 1,
          testTimeout,
          include: ['test/react/**/*.test.{ts,tsx}'],
          // React 18 has no part of a page that is hidden and kept.
          exclude: ['test/react/activity.test.tsx'],
          isolate: false,
          setupFiles: [
            'test/support/freshModules.ts',
            ...setupFiles,
            'test/support/cleanDom.ts',
            'test/floor/outsideAct.ts',
          ],
          // What Node loads on its own would find the packages of the root.
          server: { deps: { inline: [/@testing-library\/react/, /@tanstack\/react-query/] } },
        },
      },
      {
        plugins: [react(), faultPlugin(process.env.FUZZ_FAULT)],
        test: {
          name: 'fuzz',
          environment: 'jsdom',
          // Beside the serial browser tests, as above.
          sequence: { groupOrder: 3 },
          maxWorkers: 1,
          // As long as it takes: how many runs there are is for who asks.
          testTimeout: 0,
          // A tenth less time: each world is garbage as soon as it ends.
          execArgv: ['--max-semi-space-size=64'],
          include: ['test/fuzz/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'examples',
          environment: 'node',
          sequence: { groupOrder: 0 },
          maxWorkers: WORKERS,
          testTimeout: 60_000,
          include: ['test/{examples,hosts,ssr}/**/*.test.ts'],
          exclude: LONG,
          setupFiles: ['test/support/cleanConsole.ts'],
        },
      },
      inBrowser({
        name: 'browser',
        sequence: { groupOrder: 1 },
        maxWorkers: SIDE_BY_SIDE,
        include: ['test/browser/**/*.test.{ts,tsx}'],
        exclude: [...SERIAL, ...LONG],
      }),
      {
        plugins: [storybookTest({ configDir: '.storybook' }), emulatorPlugin()],
        server: { host },
        optimizeDeps,
        test: {
          name: 'stories',
          // As in Storybook, where all stories share a page.
          isolate: false,
          sequence: { groupOrder: 2 },
          maxWorkers: SIDE_BY_SIDE,
          testTimeout: 120_000,
          browser: chromium(),
        },
      },
      inBrowser({
        name: 'serial',
        sequence: { groupOrder: 3 },
        fileParallelism: false,
        include: SERIAL,
      }),
      inBrowser({
        name: 'browser-long',
        sequence: { groupOrder: 4 },
        maxWorkers: SIDE_BY_SIDE,
        include: ['test/browser/**/!(*.serial).long.test.{ts,tsx}'],
      }),
      inBrowser({
        name: 'serial-long',
        sequence: { groupOrder: 5 },
        fileParallelism: false,
        include: SERIAL_LONG,
      }),
      {
        test: {
          name: 'examples-long',
          environment: 'node',
          sequence: { groupOrder: 6 },
          fileParallelism: false,
          testTimeout: 60_000,
          include: ['test/{examples,hosts,ssr}/**/*.long.test.ts'],
          setupFiles: ['test/support/cleanConsole.ts'],
        },
      },
      {
        test: {
          name: 'package-long',
          environment: 'node',
          sequence: { groupOrder: 7 },
          fileParallelism: false,
          testTimeout: 60_000,
          include: ['test/package/**/*.long.test.ts'],
          setupFiles: ['test/support/cleanConsole.ts'],
        },
      },
    ],
  },
})
