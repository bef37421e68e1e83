import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { renderProps } from '../../scripts/props.mjs'

test('docs/api.md equals the output of `npm run docs`, and every prop and option has its TSDoc', async () => {
  expect(readFileSync('docs/api.md', 'utf8')).toBe(await renderProps())
})
