import { expect, test } from 'vitest'
import ts from 'typescript'
import { readPage } from './markdown.ts'

/** The functions of the recipe, as a reader copies them. */
async function importRecipe(): Promise<{ withoutToken(text: string): string; scrub<T>(event: T): T }> {
  const [block, ...others] = readPage('docs/recipes/error-tracking.md').fences.filter(
    ({ language }) => language === 'ts',
  )
  if (!block || others.length > 0) throw new Error('The recipe must have one block of TypeScript.')
  const { outputText } = ts.transpileModule(block.code, { compilerOptions: { target: ts.ScriptTarget.ES2022 } })
  return import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(outputText)}`)
}

test.each([
  ['a Felt map', 'https://felt.com/embed/map/m?legend=1&token=SECRET.abc-_&loc=1,2,3z', '/m?legend=1&token=…&loc='],
  [
    'an Explo dashboard',
    'https://app.explo.co/iframe/SECRET.abc/production?region="EMEA"',
    '/iframe/…/production?region=',
  ],
  [
    'a Felt map in HTML',
    'https://felt.com/embed/map/m?legend=1&amp;token=SECRET.abc-_&amp;loc=1',
    'legend=1&amp;token=…&amp;loc=',
  ],
  ['a Metabase dashboard', 'https://bi.example.com/embed/dashboard/SECRET.abc-_#titled=true', '/dashboard/…#titled='],
  ['a Metabase question', 'https://bi.example.com/embed/question/SECRET.abc-_', '/embed/question/…'],
  ['an Explo report builder', 'https://app.explo.co/report-builder/iframe/SECRET/production', '/iframe/…/production'],
])('withoutToken() of the recipe removes the token from the URL of %s and keeps the rest', async (_, url, rest) => {
  const text = (await importRecipe()).withoutToken(`GET ${url} and ${url}`)
  expect(text).not.toContain('SECRET')
  expect(text).toContain(rest)
})

test('scrub() of the recipe accepts cyclic events, and leaves elements and objects of the monitoring unchanged', async () => {
  class Scope {
    self = this
  }
  const scope = new Scope()
  const data = { url: 'https://felt.com/embed/map/m?token=SECRET' }
  const event: Record<string, unknown> = { sdkProcessingMetadata: { scope }, first: data, second: [data] }
  event.event = event
  const scrubbed = (await importRecipe()).scrub(event)
  const clean = { url: 'https://felt.com/embed/map/m?token=…' }
  expect(scrubbed).toMatchObject({ sdkProcessingMetadata: { scope }, first: clean, second: [clean] })
  expect(scrubbed.event).toBe(scrubbed)
  expect(data.url).toContain('SECRET')
})

test('scrub() of the recipe removes tokens anywhere in an event and keeps its other values', async () => {
  const event = {
    message: 'the "map" failed',
    breadcrumbs: [{ data: { url: 'https://felt.com/embed/map/m?token=SECRET', status: 200 } }],
    html: '<iframe src="https://felt.com/embed/map/m?token=SECRET" title="Map"></iframe>',
  }
  expect((await importRecipe()).scrub(event)).toEqual({
    message: 'the "map" failed',
    breadcrumbs: [{ data: { url: 'https://felt.com/embed/map/m?token=…', status: 200 } }],
    html: '<iframe src="https://felt.com/embed/map/m?token=…" title="Map"></iframe>',
  })
})
