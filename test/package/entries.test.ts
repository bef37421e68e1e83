import { fileURLToPath } from 'node:url'
import { build, type Rolldown } from 'vite'
import { beforeAll, describe, expect, test } from 'vitest'
import { readSpecifiers } from './importGraph.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Each built module's code by its file name. */
let modules: ReadonlyMap<string, string>

beforeAll(async () => {
  const built = await build({ root, logLevel: 'error', build: { write: false } })
  const outputs = (Array.isArray(built) ? built : [built]) as Rolldown.RolldownOutput[]
  const chunks = outputs.flatMap(({ output }) => output).filter((file) => file.type === 'chunk')
  modules = new Map(chunks.map(({ fileName, code }) => [fileName, code]))
}, 120_000)

/** Everything that an entry loads, sooner or later: modules of ours by file name, and packages. */
function loadedBy(entry: string): { files: Set<string>; packages: Set<string> } {
  const [files, packages] = [new Set([entry]), new Set<string>()]
  for (const file of files) {
    for (const specifier of readSpecifiers(modules.get(file) ?? '')) {
      if (specifier.startsWith('.')) files.add(new URL(specifier, `file:///${file}`).pathname.slice(1))
      else packages.add(specifier)
    }
  }
  return { files, packages }
}

const textOf = (files: Iterable<string>): string => [...files].map((file) => modules.get(file)).join('\n')

describe.each(['index.js', 'superset.js', 'metabase.js'])('the client entry %s', (entry) => {
  test("the client entry starts with 'use client'", () => {
    expect(modules.get(entry)).toMatch(/^"use client";/)
  })

  test('the client entry contains no code of the server, and no provider API that receives a secret', () => {
    const { files, packages } = loadedBy(entry)
    expect(files.size).toBeGreaterThan(40)
    expect([...files].filter((file) => file.startsWith('server'))).toEqual([])
    expect([...packages].filter((name) => name.startsWith('node:'))).toEqual([])
    expect(textOf(files)).not.toMatch(/api\.explo\.co|generate_jwt|\/api\/v\d|apiToken|secretKey|password/)
  })
})

describe('the server entry', () => {
  test("the server entry has no 'use client', and imports only what a server needs", () => {
    const { files, packages } = loadedBy('server.js')
    expect(modules.get('server.js')).not.toContain('use client')
    expect([...files].filter((file) => !/^(server|core)[./]/.test(file))).toEqual([])
    expect([...packages]).toEqual(['jose'])
  })

  test('loads jose with the first token for Metabase alone', () => {
    const importing = [...modules].filter(([, code]) => code.includes('"jose"'))
    expect(importing.map(([file]) => file)).toEqual(['server/mintMetabaseToken.js'])
    expect(importing[0]?.[1]).toMatch(/await import\("jose"\)/)
  })

  test('the server entry uses no document, window or iframe', () => {
    const text = textOf(loadedBy('server.js').files)
      .replaceAll("'document' in globalThis", '')
      .replaceAll('"document" in globalThis', '')
    expect(text).toContain('generate_jwt')
    expect(text).not.toMatch(/\b(document|window|navigator|localStorage)\s*[.[]|postMessage|HTMLIFrameElement/)
  })
})
