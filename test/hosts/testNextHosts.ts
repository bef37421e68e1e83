import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AppServer } from '../support/appProcess.ts'
import { startEmulator } from '../testing/startEmulator.ts'
import { buildNextApp } from './buildNextApp.ts'

/** A version of Next.js: the folder of its packages in test/hosts. */
export interface NextHost {
  name: string
  host: string
  hasCacheComponents?: boolean
}

const ROUTES: [string, string, Record<string, string>][] = [
  ['the page of the guide', '/', {}],
  ['the page of the guide, as the router requests it', '/', { rsc: '1' }],
  ['a GET route', '/api/first-token', {}],
]
/** Not with `cacheComponents`, which has no `revalidate`. */
const PLAIN_ROUTES: typeof ROUTES = [
  ['a page with generateStaticParams', '/maps/map-1', {}],
  ['a page with generateStaticParams, for other params', '/maps/map-2', {}],
  ['a page with revalidate', '/hourly', {}],
]

/** Tests of a real `next build && next start` of each version. */
export function testNextHosts(hosts: readonly NextHost[]): void {
  describe.each(hosts)('a mint function on $name', ({ host, hasCacheComponents = false }) => {
    let emulator: Awaited<ReturnType<typeof startEmulator>>['emulator']
    let app: Awaited<ReturnType<typeof buildNextApp>>
    let server: AppServer & { origin: string }
    let mintedByBuild: number

    beforeAll(async () => {
      ;({ emulator } = await startEmulator())
      app = await buildNextApp({ host, hasCacheComponents, felt: emulator.felt })
      mintedByBuild = tokenSuffixes().length
      server = await app.start()
    }, 600_000)
    afterAll(async () => {
      await server?.close()
      app?.remove()
      await emulator?.close()
    })

    /** The ends of all tokens that were minted so far. */
    const tokenSuffixes = () =>
      emulator.events.entries().flatMap((entry) => (entry.type === 'minted' ? [entry.tokenSuffix ?? ''] : []))
    const filesWith = (texts: readonly string[]) =>
      app.readOutput().flatMap(({ path, text }) => (texts.some((each) => text.includes(each)) ? [path] : []))

    /** Three responses, one after the other, and the end of the token that each contains. */
    async function askThrice(path: string, headers: Record<string, string> = {}) {
      const answers = []
      for (let i = 0; i < 3; i++) {
        const before = tokenSuffixes().length
        const response = await fetch(`${server.origin}${path}`, { headers })
        const text = await response.text()
        const cacheControl = response.headers.get('cache-control') ?? ''
        answers.push({ status: response.status, cacheControl, text, minted: tokenSuffixes().slice(before) })
      }
      return answers
    }

    test('a mint function is not run by the build', () => {
      expect(mintedByBuild).toBe(0)
    })

    test.each([...ROUTES, ...(hasCacheComponents ? [] : PLAIN_ROUTES)])(
      'a mint function is run for each request: %s',
      async (_, path, headers) => {
        const answers = await askThrice(path, headers)
        for (const { status, text, minted } of answers) {
          expect([status, minted.length]).toEqual([200, 1])
          expect(text).toContain(minted[0])
        }
        expect(new Set(answers.flatMap(({ minted }) => minted)).size).toBe(3)
      },
    )

    test.each(hasCacheComponents ? [] : ['/metabase'])(
      'mintMetabaseToken is run for each request of a page that reads the request: %s',
      async (path) => {
        const answers = await askThrice(path)
        const tokens = answers.map(({ text }) => /data-token="([^"]+)"/.exec(text)?.[1])
        expect(new Set(tokens).size).toBe(3)
        expect(filesWith(tokens.map(String))).toEqual([])
        for (const { cacheControl } of answers) expect(cacheControl).toContain('no-store')
      },
    )

    test('a mint function keeps the pages out of every cache', async () => {
      for (const path of hasCacheComponents ? ['/'] : ['/', '/maps/map-1', '/hourly']) {
        for (const { cacheControl } of await askThrice(path)) {
          expect(cacheControl).toContain('no-store')
          expect(cacheControl).not.toMatch(/s-maxage|public/)
        }
      }
    })

    test('a mint function leaves no token in any file, and no response in the cache of fetch', async () => {
      const [answer] = await askThrice('/')
      expect(answer?.minted).toHaveLength(1)
      expect(filesWith(tokenSuffixes())).toEqual([])
      expect(app.readOutput().flatMap(({ path }) => (path.includes('fetch-cache') ? [path] : []))).toEqual([])
    })

    describe('a mint function called by the token handler', () => {
      const post = (cookie: string, route = 'embed-token') =>
        fetch(`${server.origin}/api/${route}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', cookie },
          body: JSON.stringify({ provider: 'felt', mapId: 'map-1' }),
          redirect: 'manual',
        })

      test('the token handler gives each viewer a token', async () => {
        const texts = [await post('viewer=ada'), await post('viewer=ada')].map((response) => response.text())
        expect(new Set(await Promise.all(texts)).size).toBe(2)
      })

      test('the token handler leaves the response to Next.js if authorize calls notFound() or redirect()', async () => {
        const before = server.log()
        expect((await post('viewer=lost')).status).toBe(404)
        const redirected = await post('viewer=signed-out')
        expect([redirected.status, redirected.headers.get('location')]).toEqual([307, '/sign-in'])
        expect(server.log().slice(before.length)).toBe('')
      })

      test("the guide's route for the pages router gives each viewer a token", async () => {
        const response = await post('viewer=ada', 'pages-router')
        expect([response.status, await response.json()]).toEqual([
          200,
          { token: expect.any(String), expiresIn: expect.any(Number) },
        ])
        expect((await post('viewer=nobody', 'pages-router')).status).toBe(401)
      })

      test('the token handler reports that the body was already read if the pages router has parsed the body', async () => {
        const response = await post('viewer=ada', 'parsed-body')
        expect([response.status, await response.json()]).toEqual([
          500,
          { code: 'INVALID_OPTIONS', message: expect.stringContaining('The request body was already read') },
        ])
        await expect.poll(() => server.log()).toMatch(/onResponse was called: .*EmbedError/)
      })

      test('the token handler notifies onResponse of other errors', async () => {
        expect((await post('viewer=broken')).status).toBe(500)
        await expect.poll(() => server.log()).toContain('onResponse was called: Error: the session is broken')
      })
    })
  })
}
