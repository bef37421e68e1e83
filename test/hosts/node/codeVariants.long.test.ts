import { expect, test } from 'vitest'
import { readServerBlock } from '../readServerBlock.ts'
import { requestTokenOf } from './requestTokenOf.ts'

interface Variant {
  heading: string
  variant: string
  /** Each text that the code block contains once, and the text in its place. */
  changes: Readonly<Record<string, string>>
}

const VARIANTS: Variant[] = [
  {
    heading: 'Express',
    variant: 'after express.urlencoded()',
    changes: { 'express()': 'express().use(express.urlencoded())' },
  },
  {
    heading: 'Koa',
    variant: 'after a body parser of the whole app',
    changes: { 'new Koa()': 'new Koa().use(bodyParser())' },
  },
  {
    heading: 'Koa',
    variant: 'without a router',
    changes: {
      "router.post('/api/embed-token', bodyParser(), async (ctx) => {": 'const mint = async (ctx) => {',
      '})\n\nconst app': '}\n\nconst app',
      'app.use(router.routes()).use(router.allowedMethods())':
        "app.use(bodyParser()).use((ctx, next) => (ctx.path === '/api/embed-token' ? mint(ctx) : next()))",
    },
  },
]

function applyChanges(code: string, changes: Variant['changes']): string {
  return Object.entries(changes).reduce((changed, [text, replacement]) => {
    const [before, after, ...more] = changed.split(text)
    if (after === undefined || more.length > 0) throw new Error(`The code must contain ${text} once.`)
    return `${before}${replacement}${after}`
  }, code)
}

test.each(VARIANTS)('the code block "$heading" of the guide mints a token $variant', async (each) => {
  const code = applyChanges(readServerBlock(each.heading), each.changes)
  expect((await requestTokenOf(each.heading, code)).status).toBe(200)
})
