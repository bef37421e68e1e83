import { writeFileSync } from 'node:fs'
import { build, type Rolldown } from 'vite'
import { beforeAll, describe, expect, test } from 'vitest'
import { installBuilt } from './builtPackage.ts'

/** Texts that stand in the code of one vendor alone, and that no minifier changes. */
const MARKS = { felt: ['https://felt.com', 'felt.ready'], explo: ['https://app.explo.co', 'customerJwtExpired'] }
const EMBED_MARK = 'fetchToken must answer with'

let folder: string

beforeAll(async () => {
  folder = await installBuilt('code')
}, 120_000)

/** Bundles an app as its author would, and leaves React to it. */
async function bundle(name: string): Promise<{ entry: Rolldown.OutputChunk; later: Rolldown.OutputChunk[] }> {
  const input = `${folder}/${name}.js`
  writeFileSync(input, `import { ${name} } from 'react-private-embed'\nconsole.log(${name})\n`)
  const built = await build({
    configFile: false,
    root: folder,
    envDir: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: true,
      modulePreload: false,
      rolldownOptions: { input, external: [/^react(-dom)?(\/|$)/, /^@tanstack\//] },
    },
  })
  const outputs = (Array.isArray(built) ? built : [built]) as Rolldown.RolldownOutput[]
  const chunks = outputs.flatMap(({ output }) => output).filter((file) => file.type === 'chunk')
  const entry = chunks.find(({ isEntry }) => isEntry)
  if (!entry) throw new Error('Nothing was built.')
  return { entry, later: chunks.filter((chunk) => chunk !== entry) }
}

const codeOf = (chunks: readonly Rolldown.OutputChunk[]): string => chunks.map(({ code }) => code).join('\n')
const isOfSdk = ({ moduleIds }: Rolldown.OutputChunk): boolean =>
  moduleIds.some((id) => id.includes('@feltmaps/js-sdk'))
const found = (code: string, marks: readonly string[]): string[] => marks.filter((mark) => code.includes(mark))

describe('an app with maps alone', () => {
  test("has Felt's code and none of Explo's", async () => {
    const { entry, later } = await bundle('FeltEmbed')
    const code = codeOf([entry, ...later])
    expect(found(code, MARKS.felt)).toEqual(MARKS.felt)
    expect(found(code, MARKS.explo)).toEqual([])
  })

  test("loads Felt's SDK later, in a chunk that holds nothing else", async () => {
    const { entry, later } = await bundle('FeltEmbed')
    expect(isOfSdk(entry)).toBe(false)
    const [sdk, ...others] = later.filter(isOfSdk)
    expect(others).toEqual([])
    expect(sdk?.moduleIds.filter((id) => id.includes('react-private-embed/dist'))).toEqual([])
    expect(entry.dynamicImports).toEqual([sdk?.fileName])
  })
})

test("an app with dashboards alone has Explo's code, and neither Felt's nor its SDK", async () => {
  const { entry, later } = await bundle('ExploEmbed')
  expect(found(entry.code, MARKS.explo)).toEqual(MARKS.explo)
  expect(found(entry.code, MARKS.felt)).toEqual([])
  expect(later).toEqual([])
})

test('an app that only tells errors apart has no embed, no vendor and no React', async () => {
  const { entry, later } = await bundle('EmbedError')
  expect(found(entry.code, [...MARKS.felt, ...MARKS.explo, EMBED_MARK])).toEqual([])
  expect([...entry.imports, ...later]).toEqual([])
  expect(entry.code).toContain('EmbedError')
})

test('an app with a vendor of its own has neither of the two', async () => {
  const { entry, later } = await bundle('createEmbed')
  expect(found(entry.code, [...MARKS.felt, ...MARKS.explo])).toEqual([])
  expect(later).toEqual([])
})
