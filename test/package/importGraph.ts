import ts from 'typescript'

/** Imports of each file of a graph: other files of the graph, and packages. */
export type ImportGraph = ReadonlyMap<
  string,
  { readonly files: readonly string[]; readonly packages: readonly string[] }
>

/** The specifiers that a source names: imports and re-exports, of types too, `import()` and `import('…')` types. */
export function readSpecifiers(text: string): string[] {
  const source = ts.createSourceFile('file.tsx', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node)
    if (specifier && ts.isStringLiteralLike(specifier)) found.push(specifier.text)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return node.arguments[0]
  return undefined
}

/**
 * @param sources each file's text by its path, such as `core/token.ts`
 * @throws when an import leads to no file
 */
export function buildGraph(sources: ReadonlyMap<string, string>): ImportGraph {
  return new Map(
    [...sources].map(([path, text]) => {
      const specifiers = /\.tsx?$/.test(path) ? readSpecifiers(text) : []
      const isRelative = (specifier: string): boolean => specifier.startsWith('.')
      return [
        path,
        {
          files: specifiers.filter(isRelative).map((specifier) => resolve(sources, path, specifier)),
          packages: specifiers.filter((specifier) => !isRelative(specifier)),
        },
      ]
    }),
  )
}

function resolve(sources: ReadonlyMap<string, string>, from: string, specifier: string): string {
  const path = new URL(specifier.replace(/\?.*/, ''), `file:///${from}`).pathname.slice(1)
  const file = [path, `${path}.ts`, `${path}.tsx`].find((candidate) => sources.has(candidate))
  if (file === undefined) throw new Error(`${from} imports ${specifier}, which is no file of the graph`)
  return file
}

/** The layer of a file: its folder, or its own name where it lies at the top. */
export function layerOf(path: string): string {
  const [top = ''] = path.split('/')
  return top.replace(/\.tsx?$/, '')
}

/** The imports that the rules do not allow, as `from → to`. A layer without a rule may import nothing but itself. */
export function findForbidden(graph: ImportGraph, rules: Readonly<Record<string, readonly string[]>>): string[] {
  return [...graph].flatMap(([from, { files }]) => {
    const allowed = [layerOf(from), ...(rules[layerOf(from)] ?? [])]
    return files.filter((to) => !allowed.includes(layerOf(to))).map((to) => `${from} → ${to}`)
  })
}

/** The packages that the rules do not allow, as `from → package`. A layer without a rule may import any. */
export function findForeign(graph: ImportGraph, rules: Readonly<Record<string, readonly string[]>>): string[] {
  return [...graph].flatMap(([from, { packages }]) => {
    const allowed = rules[layerOf(from)]
    if (!allowed) return []
    return packages.filter((name) => !allowed.includes(name)).map((name) => `${from} → ${name}`)
  })
}

/** The circles of a graph, each as the files along it; none where there is none. */
export function findCircles(graph: ImportGraph): string[] {
  const done = new Set<string>()
  const circles: string[] = []
  const walk = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file)
    if (start >= 0) circles.push([...path.slice(start), file].join(' → '))
    if (start >= 0 || done.has(file)) return
    for (const next of graph.get(file)?.files ?? []) walk(next, [...path, file])
    done.add(file)
  }
  for (const file of graph.keys()) walk(file, [])
  return circles
}
