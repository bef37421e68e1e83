import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
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

/** An app with the built library, in which the type tests lie. */
let folder: string

beforeAll(async () => {
  folder = await installBuilt('types')
  for (const file of readdirSync(pathOf('../types'))) {
    const text = readFileSync(pathOf(`../types/${file}`), 'utf8')
      .replaceAll("'../../src/index.ts'", "'react-private-embed'")
      .replaceAll("'../../src/server.ts'", "'react-private-embed/server'")
      .replaceAll("'../../src/testing.ts'", "'react-private-embed/testing'")
    writeFileSync(`${folder}/${file}`, text)
  }
}, PATIENCE)

/** Compiles the type tests as an app would. */
function compileAll(typescript: string, options: object): Promise<string> {
  const compilerOptions = { ...BASE, ...BUNDLER, ...options }
  const file = `${folder}/tsconfig.json`
  writeFileSync(file, JSON.stringify({ compilerOptions, include: ['*.ts', '*.tsx'] }))
  return compile(typescript, ['-p', file])
}

describe.each(COMPILERS)(
  'the built declarations mean the same to TypeScript %s',
  { timeout: PATIENCE },
  (version, typescript) => {
    test('the installed TypeScript version is the requested one', async () => {
      const { version: installed } = JSON.parse(readFileSync(`${typescript}/package.json`, 'utf8'))
      expect(`${installed}.`.startsWith(`${version}.`)).toBe(true)
    })

    test.each([
      ['strict alone, as a bundler resolves them', {}],
      [
        'with exactOptionalPropertyTypes, as nodenext resolves them',
        { exactOptionalPropertyTypes: true, module: 'nodenext', moduleResolution: 'nodenext' },
      ],
      [
        'with the types of React 18, as node16 resolves them',
        {
          module: 'node16',
          moduleResolution: 'node16',
          paths: { react: [pathOf('../floor/node_modules/@types/react')] },
        },
      ],
    ])('the built declarations pass the type test %s', async (_, options) => {
      expect(await compileAll(typescript, options)).toBe('')
    })
  },
)

test(
  'the built declarations are checked against the errors expected by the type tests',
  { timeout: PATIENCE },
  async () => {
    writeFileSync(`${folder}/wrong.ts`, "import { isEmbedError } from 'react-private-embed'\nisEmbedError()\n")
    expect(await compileAll(TYPESCRIPT, {})).toMatch(/^.*wrong\.ts\(2,1\): error TS2554/)
  },
)
