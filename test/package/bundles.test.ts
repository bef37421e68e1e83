import type { Rolldown } from 'vite'
import { beforeAll, describe, expect, test } from 'vitest'
import { installBuilt } from './builtPackage.ts'
import { bundleApp } from './bundleApp.ts'

/** Texts that stand in the code of one provider alone, and that no minifier changes. */
const MARKS = {
  felt: ['https://felt.com', 'felt.ready'],
  explo: ['https://app.explo.co', 'customerJwtExpired'],
  superset: ['__embedded_comms__', 'guestToken'],
  metabase: ['[iFrameSizer]', '/embed/${'],
}
const EMBED_MARK = 'No token in the response'

let folder: string

beforeAll(async () => {
  folder = await installBuilt('code')
}, 120_000)

const bundle = (name: string, entry?: string) => bundleApp(folder, [name], entry)

const codeOf = (chunks: readonly Rolldown.OutputChunk[]): string => chunks.map(({ code }) => code).join('\n')
const isOfSdk = ({ moduleIds }: Rolldown.OutputChunk): boolean =>
  moduleIds.some((id) => id.includes('@feltmaps/js-sdk'))
const found = (code: string, marks: readonly string[]): string[] => marks.filter((mark) => code.includes(mark))

/** Loaded with the first iframe. */
const LAZY_MODULES = ['browser/preventFocus.js', 'session/swap/swapFrames.js', 'session/swap/waitUntilRendered.js']

const modulesOf = ({ moduleIds }: Rolldown.OutputChunk): string[] =>
  moduleIds.flatMap((id) => id.split('react-private-embed/dist/')[1] ?? [])

describe('an app with maps alone', () => {
  test("an app with maps alone contains Felt's code and none of Explo's", async () => {
    const { entry, later } = await bundle('FeltEmbed')
    const code = codeOf([entry, ...later])
    expect(found(code, MARKS.felt)).toEqual(MARKS.felt)
    expect(found(code, [...MARKS.explo, ...MARKS.superset, ...MARKS.metabase])).toEqual([])
  })

  test("an app with maps alone loads Felt's SDK later, in a chunk of its own", async () => {
    const { entry, later } = await bundle('FeltEmbed')
    expect(isOfSdk(entry)).toBe(false)
    const [sdk, ...others] = later.filter(isOfSdk)
    expect(others).toEqual([])
    expect(sdk?.moduleIds.filter((id) => id.includes('react-private-embed/dist'))).toEqual([])
    expect(entry.dynamicImports).toContain(sdk?.fileName)
  })

  test('an app with maps alone loads the code for view transfer along with the SDK, and not before', async () => {
    const { entry, later } = await bundle('FeltEmbed')
    const isOfView = ({ moduleIds }: Rolldown.OutputChunk): boolean =>
      moduleIds.some((id) => id.endsWith('feltViewParts.js'))
    expect(isOfView(entry)).toBe(false)
    expect(entry.dynamicImports).toEqual(expect.arrayContaining(later.filter(isOfView).map(({ fileName }) => fileName)))
    expect(later.filter(isOfView)).toHaveLength(1)
  })
})

test("an app with dashboards alone contains Explo's code, and neither Felt's nor its SDK", async () => {
  const { entry, later } = await bundle('ExploEmbed')
  expect(found(entry.code, MARKS.explo)).toEqual(MARKS.explo)
  expect(found(codeOf([entry, ...later]), MARKS.felt)).toEqual([])
  expect(later).toHaveLength(1)
  expect(later.flatMap(modulesOf)).toEqual(expect.arrayContaining(LAZY_MODULES))
})

test.each([
  ['SupersetEmbed', 'superset', MARKS.superset],
  ['MetabaseEmbed', 'metabase', MARKS.metabase],
])("an app with %s alone has its code and no other provider's", async (name, entry, own) => {
  const bundled = await bundle(name, entry)
  const code = codeOf([bundled.entry, ...bundled.later])
  expect(found(code, own)).toEqual(own)
  expect(found(code, Object.values(MARKS).flat())).toEqual(own)
})

test('an app that only imports isEmbedError contains no embed, no provider and no React', async () => {
  const { entry, later } = await bundle('EmbedError')
  expect(found(entry.code, [...MARKS.felt, ...MARKS.explo, EMBED_MARK])).toEqual([])
  expect([...entry.imports, ...later]).toEqual([])
  expect(entry.code).toContain('EmbedError')
})

test('an app with its own adapter contains neither of the two providers', async () => {
  const { entry, later } = await bundle('createEmbed')
  expect(found(entry.code, [...MARKS.felt, ...MARKS.explo])).toEqual([])
  expect(later).toHaveLength(1)
  expect(later.flatMap(modulesOf)).toEqual(expect.arrayContaining(LAZY_MODULES))
})

test('an app that is built for production contains short error messages, and no explanation or warning', async () => {
  const { entry } = await bundle('FeltEmbed')
  expect(found(entry.code, [EMBED_MARK, 'The embed did not load.'])).toHaveLength(2)
  const ofDevelopment = [
    'react-private-embed: ',
    'expected a non-empty',
    'opaque id',
    'Check ',
    'QueryClient of an embed',
  ]
  expect(found(entry.code, ofDevelopment)).toEqual([])
})
