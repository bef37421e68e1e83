import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { compile, installBuilt, TYPESCRIPT } from './builtPackage.ts'

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const COMPILERS = [
  ['5.6', pathOf('../floor/node_modules/typescript')],
  ['5.9', TYPESCRIPT],
  ['7', pathOf('../newest/node_modules/typescript')],
] as const

const BASE = {
  target: 'ES2022',
  lib: ['ES2022', 'DOM', 'DOM.Iterable'],
  jsx: 'react-jsx',
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: ['node'],
}
const BUNDLER = { module: 'ESNext', moduleResolution: 'bundler' }

/** A compiler takes 2 s on its own, and much longer on a busy machine. */
const PATIENCE = 120_000

/** Apps with the built library and the type tests, by folder. */
const APPS = {
  bundler: BUNDLER,
  nodenext: { exactOptionalPropertyTypes: true, module: 'nodenext', moduleResolution: 'nodenext' },
  react18: {
    module: 'node16',
    moduleResolution: 'node16',
    paths: { react: [pathOf('../floor/node_modules/@types/react')] },
  },
  wrong: BUNDLER,
}
type App = keyof typeof APPS

/** The parent folder of the apps. */
let folder: string

beforeAll(async () => {
  folder = await installBuilt('types')
  for (const [app, options] of Object.entries(APPS)) {
    mkdirSync(`${folder}/${app}`)
    const compilerOptions = { ...BASE, ...options }
    writeFileSync(`${folder}/${app}/tsconfig.json`, JSON.stringify({ compilerOptions, include: ['*.ts', '*.tsx'] }))
    for (const file of readdirSync(pathOf('../types'))) {
      const text = readFileSync(pathOf(`../types/${file}`), 'utf8')
        .replaceAll("'../../src/index.ts'", "'react-private-embed'")
        .replaceAll("'../../src/server.ts'", "'react-private-embed/server'")
        .replaceAll("'../../src/testing.ts'", "'react-private-embed/testing'")
      writeFileSync(`${folder}/${app}/${file}`, text)
    }
  }
  writeFileSync(`${folder}/wrong/wrong.ts`, "import { isEmbedError } from 'react-private-embed'\nisEmbedError()\n")
}, PATIENCE)

/** Compiles all apps in one process, which reads each declaration once; returns what it says about an app. */
async function compileAll(typescript: string): Promise<(app: App) => string[]> {
  const apps = Object.keys(APPS)
  const output = await compile(typescript, ['-b', ...apps.map((app) => `${folder}/${app}`)])
  const lines = output.split('\n').filter(Boolean)
  // What belongs to no app belongs to each.
  const appOf = (line: string) => apps.find((app) => line.includes(`/${app}/`))
  return (app) => lines.filter((line) => (appOf(line) ?? app) === app)
}

describe.each(COMPILERS)(
  'the built declarations mean the same to TypeScript %s',
  { timeout: PATIENCE },
  (version, typescript) => {
    let errorsIn: (app: App) => string[]
    beforeAll(async () => {
      errorsIn = await compileAll(typescript)
    }, PATIENCE)

    test('the installed TypeScript version is the requested one', async () => {
      const { version: installed } = JSON.parse(readFileSync(`${typescript}/package.json`, 'utf8'))
      expect(`${installed}.`.startsWith(`${version}.`)).toBe(true)
    })

    test.each([
      ['strict alone, as a bundler resolves them', 'bundler'],
      ['with exactOptionalPropertyTypes, as nodenext resolves them', 'nodenext'],
      ['with the types of React 18, as node16 resolves them', 'react18'],
    ] as const)('the built declarations pass the type test %s', (_, app) => {
      expect(errorsIn(app)).toEqual([])
    })

    test('the built declarations are checked against the errors expected by the type tests', () => {
      expect(errorsIn('wrong')).toEqual([expect.stringMatching(/wrong\.ts\(2,1\): error TS2554/)])
    })
  },
)
