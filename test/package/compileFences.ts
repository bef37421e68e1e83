import { dirname, resolve } from 'node:path'
import ts from 'typescript'
import type { Fence } from './markdown.ts'

const ROOT = resolve('.')

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  // A block without an import is a module of its own anyway.
  moduleDetection: ts.ModuleDetectionKind.Force,
  jsx: ts.JsxEmit.ReactJSX,
  strict: true,
  noUncheckedIndexedAccess: true,
  allowJs: true,
  checkJs: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
  types: ['node', 'vite/client'],
  paths: {
    'react-private-embed': [`${ROOT}/src/index.ts`],
    'react-private-embed/*': [`${ROOT}/src/*.ts`],
    '@/handler': [`${ROOT}/test/hosts/node/handler.ts`],
    '~/handler': [`${ROOT}/test/hosts/node/handler.ts`],
  },
  // So that `./handler.js` in docs/server.md and the recipes is the handler that their servers are tested with.
  rootDirs: [`${ROOT}/docs`, `${ROOT}/docs/recipes`, `${ROOT}/test/hosts/node`],
  experimentalDecorators: true,
}

/** The languages that are code, and so are compiled. */
export const LANGUAGES: ReadonlySet<string> = new Set(['ts', 'tsx', 'js', 'jsx'])

/** Declarations available to every block. */
const PRELUDE = resolve('test/package/docsPrelude.d.ts')

/**
 * Compiles code blocks against the sources under the package's public names, in one program, each a module of its own
 * that lies beside its page.
 *
 * @returns what is wrong, each as `file:line: message`
 */
export function compileFences(fences: readonly Fence[]): string[] {
  const blocks = new Map(
    fences.map((fence) => [resolve(dirname(fence.file), `block-${pathOf(fence)}.${fence.language}`), fence]),
  )
  const host = ts.createCompilerHost(OPTIONS)
  const { fileExists, readFile, getSourceFile } = host
  host.fileExists = (path) => blocks.has(path) || fileExists(path)
  host.readFile = (path) => blocks.get(path)?.code ?? readFile(path)
  host.getSourceFile = (path, options, onError) => {
    const block = blocks.get(path)
    return block ? ts.createSourceFile(path, block.code, options) : getSourceFile(path, options, onError)
  }
  const program = ts.createProgram([...blocks.keys(), PRELUDE], OPTIONS, host)
  return [...blocks].flatMap(([path, fence]) => {
    const source = program.getSourceFile(path)
    if (!source) return [`${fence.file}:${fence.line}: was not compiled`]
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((diagnostic) =>
      describe(diagnostic, source, fence),
    )
  })
}

function pathOf({ file, line }: Fence): string {
  return `${file.replaceAll('/', '-')}-${line}`
}

function describe({ messageText, start = 0 }: ts.Diagnostic, source: ts.SourceFile, { file, line }: Fence): string {
  const within = source.getLineAndCharacterOfPosition(start).line
  return `${file}:${line + within}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
}
