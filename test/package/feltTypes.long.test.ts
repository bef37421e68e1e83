import { cpSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compile, putBuilt, TYPESCRIPT } from './builtPackage.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const COMPILERS = [
  ['5.6', `${root}test/floor/node_modules/typescript`],
  ['5.9', TYPESCRIPT],
  ['7', `${root}test/newest/node_modules/typescript`],
] as const
const PATIENCE = 120_000

/** An app as pnpm installs it: what its dependencies depend on is not among its own packages. */
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(`${realpathSync(tmpdir())}/felt-types-`)
  await putBuilt(folder, 'types')
  const packages = `${folder}/node_modules`
  const ours = `${packages}/.pnpm/react-private-embed@0/node_modules`
  const felts = `${packages}/.pnpm/felt@1/node_modules`
  for (const path of [`${ours}/@feltmaps`, `${felts}/@feltmaps`]) mkdirSync(path, { recursive: true })
  renameSync(`${packages}/react-private-embed`, `${ours}/react-private-embed`)
  cpSync(`${root}node_modules/@feltmaps/js-sdk`, `${felts}/@feltmaps/js-sdk`, { recursive: true })
  symlinkSync(`${ours}/react-private-embed`, `${packages}/react-private-embed`)
  symlinkSync(`${felts}/@feltmaps/js-sdk`, `${ours}/@feltmaps/js-sdk`)
  symlinkSync(`${root}node_modules/zod`, `${felts}/zod`)
  for (const home of [packages, ours]) {
    for (const name of ['react', '@tanstack', '@types']) symlinkSync(`${root}node_modules/${name}`, `${home}/${name}`)
  }
  writeFileSync(`${folder}/results.ts`, appThatCallsEveryMethod())
}, PATIENCE)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Its functions have no types of their own: the compiler names them. */
function appThatCallsEveryMethod(): string {
  const file = `${root}src/adapters/felt.ts`
  const program = ts.createProgram([file], {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  })
  const checker = program.getTypeChecker()
  const module = checker.getSymbolAtLocation(program.getSourceFile(file) as ts.Node)
  const exported = module && checker.getExportsOfModule(module).find(({ name }) => name === 'FeltController')
  const controller = exported && checker.getDeclaredTypeOfSymbol(checker.getAliasedSymbol(exported))
  const methods = (controller?.getProperties() ?? []).filter((each) => each.flags & ts.SymbolFlags.Method)
  expect(methods.length).toBeGreaterThan(50)
  return [
    "import type { FeltController } from 'react-private-embed'",
    'declare const map: FeltController',
    'declare function call<R>(method: (...args: never[]) => R): R',
    ...methods.map(({ name }) => `export const ${name} = async () => call(map.${name})`),
  ].join('\n')
}

test.each(COMPILERS)(
  'an app that returns what a method of FeltController does can emit declarations, with TypeScript %s and pnpm',
  { timeout: PATIENCE },
  async (_, typescript) => {
    const compilerOptions = {
      target: 'ES2022',
      module: 'ESNext',
      moduleResolution: 'bundler',
      strict: true,
      declaration: true,
      emitDeclarationOnly: true,
      outDir: 'out',
      rootDir: '.',
      skipLibCheck: true,
      types: [],
    }
    writeFileSync(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions, files: ['results.ts'] }))
    expect(await compile(typescript, ['-p', `${folder}/tsconfig.json`])).toBe('')
  },
)
