import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, type Cookie, chromium, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { findBrowser, testBrowser } from '../../scripts/find-browser.mjs'
import { type CrossOriginHost, startCrossOriginHost } from './startCrossOriginHost.ts'

type SameSite = Cookie['sameSite']

let host: CrossOriginHost
/** One that allows third-party cookies, and one that blocks them. */
let browsers: Record<'allowing' | 'blocking', BrowserContext>
const folder = mkdtempSync(join(tmpdir(), 'react-private-embed-'))

beforeAll(async () => {
  const [started, allowing, blocking] = await Promise.all([startCrossOriginHost(), launch(false), launch(true)])
  host = started
  browsers = { allowing, blocking }
}, 120_000)
afterAll(async () => {
  await Promise.all([...Object.values(browsers), host].map((each) => each.close()))
  rmSync(folder, { recursive: true, force: true })
})
afterEach(async () => {
  for (const browser of Object.values(browsers)) {
    await browser.clearCookies()
    await Promise.all(browser.pages().map((page) => page.close()))
  }
})

/** Starts a browser with a profile of its own, as builds of Chromium differ in their default. */
function launch(block: boolean): Promise<BrowserContext> {
  const profile = join(folder, String(block))
  mkdirSync(join(profile, 'Default'), { recursive: true })
  const preferences = { profile: { cookie_controls_mode: block ? 1 : 0, block_third_party_cookies: block } }
  writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify(preferences))
  return chromium.launchPersistentContext(profile, { ...testBrowser(), executablePath: findBrowser() })
}

/** Opens a page of the recipe, at `localhost`. @param api the hostname of the API */
async function open(
  way: 'cookie' | 'bearer',
  api: string,
  sameSite?: SameSite,
  browser = browsers.allowing,
): Promise<Page> {
  const cookie = { name: 'viewer', value: 'ada', domain: api, path: '/', httpOnly: true }
  if (sameSite) await browser.addCookies([{ ...cookie, sameSite, secure: sameSite === 'None' }])
  const page = await browser.newPage()
  await page.goto(`${host.pageOrigin}/?${new URLSearchParams({ way, api: `http://${api}:${host.apiPort}` })}`)
  return page
}

const ALLOWED: ['cookie' | 'bearer', string, SameSite | undefined][] = [
  ['cookie', '127.0.0.1', 'None'],
  ['cookie', 'localhost', 'Lax'],
  ['bearer', '127.0.0.1', undefined],
  ['bearer', 'localhost', undefined],
]

test.each(ALLOWED)(
  'the page of the recipe shows the map with a %s, an API at %s and the cookie SameSite=%s',
  async (way, api, sameSite) => {
    const page = await open(way, api, sameSite)
    await expect.poll(() => page.locator('#status').textContent(), { timeout: 30_000 }).toBe('ready')
    expect(await page.locator('iframe').count()).toBe(1)
    expect(new URL(page.url()).origin).not.toBe(`http://${api}:${host.apiPort}`)
  },
)

const REFUSED: ['cookie' | 'bearer', string, SameSite | undefined][] = [
  ['cookie', '127.0.0.1', 'Lax'],
  ['cookie', '127.0.0.1', 'Strict'],
  ['cookie', 'localhost', undefined],
]

test.each(REFUSED)('the page shows UNAUTHORIZED with %s, an API at %s and the cookie SameSite=%s', async (...args) => {
  const minted = host.emulator.events.summary().minted
  const page = await open(...args)
  await expect.poll(() => page.locator('#status').textContent(), { timeout: 30_000 }).toBe('UNAUTHORIZED')
  expect(host.emulator.events.summary().minted).toBe(minted)
})

test('the page shows UNAUTHORIZED with SameSite=None and an API of another site when third-party cookies are blocked, and the map with an Authorization header', async () => {
  const page = await open('cookie', '127.0.0.1', 'None', browsers.blocking)
  await expect.poll(() => page.locator('#status').textContent(), { timeout: 30_000 }).toBe('UNAUTHORIZED')
  const other = await open('bearer', '127.0.0.1', undefined, browsers.blocking)
  await expect.poll(() => other.locator('#status').textContent(), { timeout: 30_000 }).toBe('ready')
})

test('the page of another origin reads Retry-After, and no page reads anything whose origin is not listed', async () => {
  const page = await open('bearer', '127.0.0.1')
  await expect.poll(() => page.locator('#status').textContent(), { timeout: 30_000 }).toBe('ready')
  const url = `http://127.0.0.1:${host.apiPort}/api/embed-token`
  const request = async (from: Page): Promise<string | null> =>
    from.evaluate(async (address) => {
      const headers = { 'content-type': 'application/json', authorization: 'Bearer ada' }
      const body = JSON.stringify({ provider: 'felt', mapId: 'busy' })
      const response = await fetch(address, { method: 'POST', headers, body }).catch(() => undefined)
      return response ? `${response.status} ${response.headers.get('retry-after')}` : 'no response'
    }, url)
  host.emulator.setOptions('felt', 'busy', { mintFault: 'rate-limited', retryAfter: 70 })
  expect(await request(page)).toBe('429 70')
  await page.goto(host.pageOrigin.replace('localhost', '127.0.0.1'))
  expect(await request(page)).toBe('no response')
})
