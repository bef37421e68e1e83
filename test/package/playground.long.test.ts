import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { browserArgs, findBrowser } from '../../scripts/find-browser.mjs'
import { type Playground, startPlayground } from '../../scripts/playground.mjs'

// The first pages wait until Storybook has bundled what they import.
vi.setConfig({ testTimeout: 180_000 })

let playground: Playground
let browser: Browser
/** One for all pages, so that each loads Storybook's modules from the cache. */
let context: BrowserContext

beforeAll(async () => {
  playground = await startPlayground({ quiet: true })
  browser = await chromium.launch({ executablePath: findBrowser(), args: [...browserArgs] })
  context = await browser.newContext()
  await playground.served
}, 180_000)

afterAll(async () => {
  await browser.close()
  playground.stop()
  await playground.ended
})

const SIZES = [
  { width: 1_400, height: 900 },
  { width: 800, height: 600 },
  { width: 390, height: 844 },
]

/** Opens a page of the playground in Storybook, and ends with it. */
async function open(path: string, viewport: { width: number; height: number }, look: (page: Page) => Promise<void>) {
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  try {
    await page.setViewportSize(viewport)
    await page.goto(`${playground.address}/?path=/${path}`)
    await look(page)
  } finally {
    await page.close()
  }
}

const inPreview = (page: Page) => page.frameLocator('#storybook-preview-iframe')
const inDocs = (page: Page) => inPreview(page).locator('.sbdocs-content')

/** Where an element ends, in px of the window. */
async function bottomOf(element: Locator): Promise<number> {
  const box = await element.boundingBox()
  return box ? box.y + box.height : Infinity
}

describe.each(SIZES)('the playground at $width×$height', (size) => {
  test.each([
    ['the map of the 10-second token', 'story/tokens-10-second-token--felt'],
    ['the dashboard of the outage', 'story/tokens-backend-outage--outage'],
    ['the map of the welcome page', 'story/welcome--welcome'],
  ])('%s, its ring and its tokens are on the first screen, and the panel is closed', async (_, path) => {
    await open(path, size, async (page) => {
      const preview = inPreview(page)
      const token = preview.locator('.token-held').first()
      await token.waitFor()
      for (const part of [preview.locator('.ring:visible').first(), preview.locator('iframe').first(), token]) {
        expect(await bottomOf(part)).toBeLessThanOrEqual(size.height)
      }
      expect(await page.locator('#storybook-panel-root').isVisible()).toBe(false)
    })
  })

  test.each([
    ['the table of props of FeltEmbed', 'docs/embeds-feltembed--docs'],
    ['the page of props of the guide', 'docs/guide-reference-api--docs'],
  ])('%s fits into the width', async (_, path) => {
    await open(path, size, async (page) => {
      await inDocs(page).locator('table td').first().waitFor()
      const excess = await inDocs(page).evaluate((content) =>
        [...content.querySelectorAll('table, td')]
          .filter((cell) => cell.getBoundingClientRect().right > innerWidth || cell.scrollWidth > cell.clientWidth + 1)
          .map(({ textContent }) => textContent),
      )
      expect(excess).toEqual([])
    })
  })

  test('a page of the guide has contents, and a click on an entry shows its heading', async () => {
    await open('docs/guide-reference-api--docs', size, async (page) => {
      const entry = inPreview(page).getByRole('navigation').getByRole('link', { name: 'RenderErrorProps' })
      await entry.click()
      const heading = inDocs(page).locator('#rendererrorprops')
      await expect.poll(() => heading.boundingBox(), { timeout: 20_000 }).toMatchObject({ y: expect.closeTo(60, -2) })
    })
  })
})

test('the panel is open for a story with controls, and closed again for the next story without', async () => {
  await open('story/embeds-feltembed--map', { width: 1_400, height: 900 }, async (page) => {
    const panel = page.locator('#storybook-panel-root')
    await panel.waitFor({ state: 'visible' })
    await page.getByRole('link', { name: 'Welcome' }).click()
    await panel.waitFor({ state: 'hidden' })
  })
})

test('a finding of the guide search opens its page at its heading', async () => {
  await open('story/find-in-the-guide--find', { width: 1_400, height: 900 }, async (page) => {
    await inPreview(page).getByRole('searchbox').fill('TOKEN_REJECTED')
    await inPreview(page).getByRole('link', { name: 'TOKEN_REJECTED' }).first().click()
    const heading = inDocs(page).locator('#token_rejected')
    await heading.waitFor()
    await expect.poll(async () => (await heading.boundingBox())?.y, { timeout: 20_000 }).toBeLessThan(600)
  })
})
