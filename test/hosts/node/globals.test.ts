import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findPages } from '../../package/markdown.ts'
import { readServerBlock } from '../readServerBlock.ts'
import { requestTokenOf } from './requestTokenOf.ts'

const OPTION = 'overrideGlobalObjects: false'
const servers = readdirSync('examples')
  .filter((name) => !name.includes('.') && name !== 'next')
  .map((name) => `examples/${name}/server.js`)

/** Each call of `@hono/node-server` that replaces the globals by default, with its arguments. */
function findCalls(text: string): string[] {
  return [...text.matchAll(/\b(?:getRequestListener|serve|createAdaptorServer)(?=\()/g)].map(({ index }) => {
    let depth = 0
    const length = Array.from(text.slice(index)).findIndex((sign) => {
      if (sign === '(') depth += 1
      if (sign === ')') depth -= 1
      return sign === ')' && depth === 0
    })
    return text.slice(index, index + length)
  })
}

describe('the global Request and Response of an app', () => {
  const calls = [...findPages(), ...servers].flatMap((file) =>
    findCalls(readFileSync(file, 'utf8')).map((call) => ({ file, call })),
  )

  test('the check finds the guide and the examples among the places at risk', () => {
    expect([...new Set(calls.map(({ file }) => file))].sort()).toEqual([
      'docs/quick-start.md',
      'docs/recipes/express.md',
      'docs/recipes/hono.md',
      'docs/recipes/nestjs.md',
      'docs/recipes/nextjs-pages-router.md',
      'docs/recipes/vite-spa.md',
      'docs/server.md',
      'docs/sign-in-and-out.md',
      'examples/express/server.js',
      'examples/hono/server.js',
    ])
  })

  test.each(calls)('are left unchanged by $file: $call', ({ call }) => {
    expect(call).toContain(OPTION)
  })
})

test('the handler that documented code is tested with notices that the globals are replaced', async () => {
  const code = readServerBlock('Express').replace(OPTION, '')
  expect((await requestTokenOf('Express', code)).status).toBe(500)
})
