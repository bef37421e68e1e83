import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { testBrowser } from '../../scripts/find-browser.mjs'
import type { EmulatorEvent } from '../../src/testing.ts'
import { type Site, startSite } from './startSite.tsx'

let site: Site
let browser: Browser

beforeAll(async () => {
  ;[site, browser] = await Promise.all([startSite(), chromium.launch(testBrowser())])
}, 120_000)
afterAll(() => Promise.all([browser?.close(), site?.close()]))
beforeEach(() => {
  site.holdScript(Promise.resolve())
  site.setPolicy({})
})

/** For what a busy machine does in its own time. */
const until = (look: () => unknown): Promise<unknown> => vi.waitFor(look, { timeout: 30_000, interval: 50 })

/** Returns the log entries of one type for a page. */
const entries = <T extends EmulatorEvent['type']>(type: T) =>
  site.emulator.events
    .entries('MapFromTheServer')
    .filter((entry): entry is EmulatorEvent & { type: T } => entry.type === type)

/** Opens the page again, with an event log that starts from here. */
async function open() {
  const [mints, loads, expiredWhileOpen] = [
    entries('minted').length,
    entries('loaded').length,
    entries('expired-while-open').length,
  ]
  const page = await browser.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => void complaints.push(String(error)))
  await page.goto(site.origin, { waitUntil: 'commit' })
  return {
    page,
    complaints,
    minted: () => entries('minted').length - mints,
    newestTokenSuffix: () => entries('minted').at(-1)?.tokenSuffix,
    expiredWhileOpen: () => entries('expired-while-open').length - expiredWhileOpen,
    loaded: () => entries('loaded').slice(loads),
    statuses: () => page.evaluate(() => window.statuses ?? []),
    codes: () => page.evaluate(() => window.codes ?? []),
    framesNow: () => page.evaluate(() => document.querySelectorAll('iframe').length),
    isTheSameFrame: () =>
      page.evaluate(() => {
        const [now] = document.querySelectorAll('iframe')
        return now !== undefined && now === window.framesOfHtml[0]
      }),
    differences: () => page.evaluate(() => window.differences),
  }
}

/** Resolves when the provider has been asked for the map once more. */
const nextLoad = (): Promise<void> =>
  new Promise((resolve) => {
    const end = site.emulator.events.subscribe((entry) => {
      if (entry.type !== 'loaded') return
      end()
      resolve()
    })
  })

test('a server-rendered map is requested before the first script runs, and is hydrated without another load', async () => {
  // The script is not answered before the provider has seen the frame: had the frame to wait for it, neither would come.
  site.holdScript(nextLoad())
  const shown = await open()
  await until(async () => expect(await shown.statuses()).toContain('ready'))
  expect(await shown.isTheSameFrame()).toBe(true)
  expect(await shown.differences()).toEqual([])
  expect(shown.complaints).toEqual([])
  expect([shown.minted(), shown.loaded().length]).toEqual([1, 1])
  await shown.page.close()
})

test('a server-rendered map that loaded long before the script is found ready', async () => {
  let release = (): void => {}
  site.holdScript(new Promise<void>((resolve) => (release = resolve)))
  const shown = await open()
  await until(() => expect(shown.page.frames().length).toBe(2))
  // Its own script runs, so all of its page is there.
  const frame = shown.page.frames()[1]
  await frame?.waitForFunction(() => document.readyState === 'complete' && document.querySelector('canvas, svg, img'))
  release()
  await until(async () => expect(await shown.statuses()).toContain('ready'))
  expect(await shown.isTheSameFrame()).toBe(true)
  expect([...(await shown.differences()), ...shown.complaints]).toEqual([])
  expect([shown.minted(), shown.loaded().length]).toEqual([1, 1])
  await shown.page.close()
})

test('a server-rendered map with an expired token is hydrated unchanged, and swapped', async () => {
  site.emulator.setOptions('felt', '*', { lifetime: 4_000 })
  const expired = nextLoad().then(
    () => new Promise<void>((resolve) => setTimeout(resolve, (entries('minted').at(-1)?.at ?? 0) + 4_000 - Date.now())),
  )
  site.holdScript(expired.then(() => site.emulator.setOptions('felt', '*', { lifetime: 900_000 })))
  const shown = await open()
  await until(async () => expect(await shown.statuses()).toContain('ready'))
  await until(async () => expect(await shown.framesNow()).toBe(1))
  await until(async () => expect(await shown.isTheSameFrame()).toBe(false))
  expect(await shown.differences()).toEqual([])
  expect(shown.complaints).toEqual([])
  expect(shown.loaded().filter((entry) => entry.expired)).toEqual([])
  expect([shown.minted(), shown.loaded().length]).toEqual([2, 2])
  await shown.page.close()
  site.emulator.resetOptions('felt')
})

/** A browser may load the frame of the new HTML from where the old one was. */
test.each<[string, (page: Page) => Promise<unknown>]>([
  [
    'goes back to',
    async (page) => {
      await page.goto(`${site.origin}/client.js`)
      await page.goBack({ waitUntil: 'commit' })
    },
  ],
  ['reloads', (page) => page.reload({ waitUntil: 'commit' })],
])('a viewer who %s a page with an expired token sees the map with the token of its new HTML', async (_, comeAgain) => {
  site.emulator.setOptions('felt', '*', { lifetime: 3_000 })
  const shown = await open()
  await until(async () => expect(await shown.statuses()).toContain('ready'))
  await until(() => expect(shown.expiredWhileOpen()).toBeGreaterThan(0))
  site.emulator.resetOptions('felt')
  const minted = shown.minted()
  await comeAgain(shown.page)
  await until(async () => expect(await shown.statuses()).toContain('ready'))
  await until(async () => expect(await shown.framesNow()).toBe(1))
  expect(shown.minted()).toBe(minted + 1)
  expect(shown.loaded().at(-1)).toMatchObject({ accepted: true, tokenSuffix: shown.newestTokenSuffix() })
  expect(await shown.differences()).toEqual([])
  await shown.page.close()
})

const SELF = "frame-src 'self'"

test.each([
  ['frame-src in a header', { header: { 'Content-Security-Policy': SELF } }],
  ['frame-src in the HTML', { meta: SELF }],
  ['child-src in a header', { header: { 'Content-Security-Policy': "child-src 'self'" } }],
  ['default-src alone', { header: { 'Content-Security-Policy': "default-src 'self' 'unsafe-inline'" } }],
])('a map that the policy of its page forbids is FRAME_BLOCKED as soon as the script runs (%s)', async (_, policy) => {
  site.setPolicy(policy)
  const shown = await open()
  // The embedded page would have fifteen seconds to respond.
  await vi.waitFor(async () => expect(await shown.codes()).toEqual(['FRAME_BLOCKED']), 10_000)
  expect((await shown.statuses()).at(-1)).toBe('error')
  expect(await shown.differences()).toEqual([])
  expect(shown.loaded()).toEqual([])
  await shown.page.close()
})

test('a map that the policy of its page only reports is ready', async () => {
  site.setPolicy({ header: { 'Content-Security-Policy-Report-Only': SELF } })
  const shown = await open()
  await until(async () => expect(await shown.statuses()).toContain('ready'))
  expect(await shown.codes()).toEqual([])
  await shown.page.close()
})
