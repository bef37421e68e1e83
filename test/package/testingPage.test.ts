import { describe, expect, test } from 'vitest'
import { readPage } from './markdown.ts'

/** The value of `transformIgnorePatterns` in docs/testing.md. */
function readPattern(): RegExp {
  const text = readPage('docs/testing.md')
    .fences.map(({ code }) => code)
    .join('\n')
  const [, pattern, ...more] = text.split(/transformIgnorePatterns: \['(.+)'\]/)
  if (!pattern || more.length !== 1) throw new Error('docs/testing.md must show transformIgnorePatterns once.')
  return new RegExp(pattern)
}

describe('the transformIgnorePatterns of docs/testing.md make Jest', () => {
  test.each([
    '/app/node_modules/react-private-embed/dist/index.js',
    '/app/node_modules/.pnpm/react-private-embed@0.1.0_react@19.3.1/node_modules/react-private-embed/dist/index.js',
    '/app/packages/maps/node_modules/react-private-embed/dist/react/createEmbed.js',
  ])('compile %s', (path) => {
    expect(path).not.toMatch(readPattern())
  })

  test.each([
    '/app/node_modules/react/index.js',
    '/app/node_modules/.pnpm/react@19.3.1/node_modules/react/index.js',
    '/app/node_modules/.pnpm/react-private-embed@0.1.0_react@19.3.1/node_modules/react/index.js',
    '/app/node_modules/react-private-embed-themes/index.js',
  ])('not compile %s', (path) => {
    expect(path).toMatch(readPattern())
  })
})
