import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import ts from 'typescript'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSpecifiers } from '../package/importGraph.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Below `node_modules`, so that what the entry does not hold is found. */
const cache = join(root, 'node_modules/.cache')
let folder: string

beforeAll(async () => {
  mkdirSync(cache, { recursive: true })
  folder = mkdtempSync(join(cache, 'testing-entry-'))
  await build({ root, configFile: join(root, 'vite.testing.config.ts'), logLevel: 'error', build: { outDir: folder } })
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const read = (file: string): string => readFileSync(join(folder, file), 'utf8')

/** Every package that a file leads to, by way of others of its folder; and those files. */
function reach(entry: string, textOf: (path: string) => string): { files: string[]; packages: string[] } {
  const [files, packages] = [new Set([entry]), new Set<string>()]
  for (const file of files) {
    for (const specifier of readSpecifiers(textOf(file))) {
      if (specifier.startsWith('.')) files.add(new URL(specifier, pathToFileURL(`/${file}`)).pathname.slice(1))
      else packages.add(specifier)
    }
  }
  return { files: [...files], packages: [...packages].sort() }
}

describe('the built testing entry', () => {
  test('the testing entry contains all dependencies except for the SDK', () => {
    const { files, packages } = reach('testing.js', read)
    expect(files.length).toBeGreaterThan(2)
    expect(packages.filter((name) => !name.startsWith('node:'))).toEqual(['@feltmaps/js-sdk'])
  })

  test('the testing entry loads no server until createEmulator is called', () => {
    const eager = [...read('testing.js').matchAll(/^import .*["'](.+)["']/gm)].map(([, specifier]) => specifier)
    expect(eager).toContain('@feltmaps/js-sdk')
    expect(eager.join()).not.toMatch(/startProviders|startServer|tokenRoutes/)
    expect(read('testing.js')).not.toContain('class Hono')
  })

  test('the testing entry includes the license of every bundled package', () => {
    const named = (file: string) => [...read(file).matchAll(/^## (\S+) - \S+ \((.+)\)$/gm)].map(([, name]) => name)
    expect(named('testing/licenses.md')).toEqual(
      expect.arrayContaining(['@feltmaps/js-sdk', '@hono/node-server', 'hono', 'jose', 'tinyduration', 'zod']),
    )
    expect(named('testing/pages/licenses.md')).toEqual(
      expect.arrayContaining(['@feltmaps/js-sdk', 'chart.js', 'leaflet', 'topojson-client', 'world-atlas', 'zod']),
    )
  })

  test('the testing entry serves a map with all its assets from the packaged pages', async () => {
    const { createEmulator, createTokenServer }: typeof import('../../src/testing.ts') = await import(
      /* @vite-ignore */ pathToFileURL(join(folder, 'testing.js')).href
    )
    const emulator = await createEmulator()
    const { fetch: ask } = createTokenServer(emulator)
    const body = JSON.stringify({ provider: 'felt', mapId: 'map-1' })
    const headers = { 'content-type': 'application/json' }
    const order = new Request('http://localhost/api/embed-token', { method: 'POST', headers, body })
    const { token } = await (await ask(order)).json()
    const html = await (await fetch(`${emulator.felt.origin}/embed/map/map-1?token=${token}`)).text()
    const assets = [...html.matchAll(/(?:src|href)="(\/pages\/[^"]+)"/g)].map(([, path]) => path)
    expect(assets.length).toBeGreaterThan(1)
    const answers = await Promise.all(assets.map((path) => fetch(emulator.felt.origin + path)))
    expect(answers.map(({ status }) => status)).toEqual(assets.map(() => 200))
    await emulator.close()
  })

  test("the testing entry's pages have less than a megabyte in total", () => {
    const files = readdirSync(join(folder, 'testing/pages'), { recursive: true, withFileTypes: true })
    const sizes = files
      .filter((file) => file.isFile())
      .map(({ parentPath, name }) => readFileSync(join(parentPath, name)))
    expect(sizes.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(1_000_000)
  })
})

test("the testing entry's declarations import only packages that the host app has", () => {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.build.json'), (path) => readFileSync(path, 'utf8'))
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: ['src/testing.ts'] }, ts.sys, root)
  const emitted = new Map<string, string>()
  const program = ts.createProgram([join(root, 'src/testing.ts')], { ...options, outDir: '/' })
  program.emit(undefined, (path, text) => emitted.set(path.replace(/^\//, ''), text), undefined, true)
  const { files, packages } = reach('testing.d.ts', (path) => emitted.get(path.replace(/(\.d)?\.ts$/, '.d.ts')) ?? '')
  expect(files.length).toBeGreaterThan(8)
  expect(packages).toEqual(['@feltmaps/js-sdk'])
  // A compiler takes 2 s on its own, and much longer on a busy machine.
}, 120_000)
