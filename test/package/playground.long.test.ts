import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { testBrowser } from '../../scripts/find-browser.mjs'
import { type Playground, startPlayground } from '../../scripts/playground.mjs'

// The first pages wait until Storybook has bundled what they import.
vi.setConfig({ testTimeout: 180_000 })

let playground: Playground
let browser: Browser
/** One for all pages, so that each loads Storybook's modules from the cache. */
let context: BrowserContext

beforeAll(async () => {
  playground = await startPlayground({ quiet: true })
  browser = await chromium.launch(testBrowser())
  context = await browser.newContext({ viewport: WIDE })
  context.setDefaultTimeout(60_000)
  await playground.served
}, 180_000)

afterAll(async () => {
  await browser.close()
  playground.stop()
  await playground.ended
})

const WIDE = { width: 1_400, height: 900 }
const SIZES = [WIDE, { width: 800, height: 600 }, { width: 390, height: 844 }]

/** Opens a page of the playground in Storybook. */
async function open(path: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${playground.address}/?path=/${path}`)
  return page
}

const inPreview = (page: Page) => page.frameLocator('#storybook-preview-iframe')
const inDocs = (page: Page) => inPreview(page).locator('.sbdocs-content')

/** Opens a page for the tests of a `describe`. */
function openBeforeAll(path: string): { page: Page } {
  const shown = {} as { page: Page }
  beforeAll(async () => {
    shown.page = await open(path)
  }, 180_000)
  afterAll(() => shown.page.close())
  return shown
}

/** Where an element ends, in px of the window. */
async function bottomOf(element: Locator): Promise<number> {
  const box = await element.boundingBox()
  return box ? box.y + box.height : Infinity
}

describe.each([
  ['the map of the 10-second token', 'story/tokens-10-second-token--felt'],
  ['the dashboard of the outage', 'story/tokens-backend-outage--outage'],
  ['the map of the welcome page', 'story/welcome--welcome'],
])('%s in the playground', (what, path) => {
  const shown = openBeforeAll(path)

  test.each(SIZES)(
    `${what}, its ring and its tokens are on the first screen at $width×$height, and the panel is closed`,
    async (size) => {
      const { page } = shown
      await page.setViewportSize(size)
      const preview = inPreview(page)
      const token = preview.locator('.token-held').first()
      await token.waitFor()
      const parts = [preview.locator('.ring:visible').first(), preview.locator('iframe').first(), token]
      for (const part of parts) await expect.poll(() => bottomOf(part)).toBeLessThanOrEqual(size.height)
      expect(await page.locator('#storybook-panel-root').isVisible()).toBe(false)
    },
  )
})

describe.each([
  ['the table of props of FeltEmbed', 'docs/embeds-feltembed--docs'],
  ['the page of props of the guide', 'docs/guide-reference-api--docs'],
])('%s in the playground', (what, path) => {
  const shown = openBeforeAll(path)

  test.each(SIZES)(`${what} fits into the width at $width×$height`, async (size) => {
    const { page } = shown
    await page.setViewportSize(size)
    await inDocs(page).locator('table td').first().waitFor()
    const readExcess = () =>
      inDocs(page).evaluate((content) =>
        [...content.querySelectorAll('table, td')]
          .filter((cell) => cell.getBoundingClientRect().right > innerWidth || cell.scrollWidth > cell.clientWidth + 1)
          .map(({ textContent }) => textContent),
      )
    await expect.poll(readExcess).toEqual([])
  })
})

describe('a page of the guide in the playground', () => {
  const shown = openBeforeAll('docs/guide-reference-api--docs')

  test.each(SIZES)(
    'a click on an entry of the contents of the guide shows its heading at $width×$height',
    async (size) => {
      const { page } = shown
      await page.setViewportSize(size)
      const heading = inDocs(page).locator('#rendererrorprops')
      // Repeated, as in the search below.
      await vi.waitFor(() => inDocs(page).evaluate(() => scrollTo(0, 0)), { timeout: 20_000 })
      await expect.poll(async () => (await heading.boundingBox())?.y).toBeGreaterThan(2 * size.height)
      await inPreview(page).getByRole('navigation').getByRole('link', { name: 'RenderErrorProps' }).click()
      await expect.poll(() => heading.boundingBox(), { timeout: 20_000 }).toMatchObject({ y: expect.closeTo(60, -2) })
    },
  )
})

test('the panel is open for a story with controls, and closed again for the next story without', async () => {
  const page = await open('story/embeds-feltembed--map')
  const panel = page.locator('#storybook-panel-root')
  await panel.waitFor({ state: 'visible' })
  await page.getByRole('link', { name: 'Welcome' }).click()
  await panel.waitFor({ state: 'hidden' })
  await page.close()
})

test('a finding of the guide search opens its page at its heading', async () => {
  const page = await open('story/find-in-the-guide--find')
  const result = inPreview(page).getByRole('link', { name: 'TOKEN_REJECTED' }).first()
  // Repeated, as Vite reloads the page when it has bundled a dependency that it had not known.
  await expect
    .poll(
      async () => {
        await inPreview(page).getByRole('searchbox').fill('TOKEN_REJECTED')
        return result.isVisible()
      },
      { timeout: 20_000 },
    )
    .toBe(true)
  await result.click()
  const heading = inDocs(page).locator('#token_rejected')
  await heading.waitFor()
  await expect.poll(async () => (await heading.boundingBox())?.y, { timeout: 20_000 }).toBeLessThan(600)
  await page.close()
})
