import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import type { Page } from 'playwright'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type HostApp, startHostApp } from './startHostApp.ts'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

let app: HostApp
let page: Page

beforeAll(async () => {
  app = await startHostApp(fileURLToPath(new URL('./styles', import.meta.url)), [tailwindcss()])
  app.emulator.setOptions('felt', 'slow', { mintFault: 'hang' })
  app.emulator.setOptions('felt', 'refused', { mintFault: 'refuse' })
  page = await app.open({ viewport: { width: 1000, height: 700 } })
}, 120_000)
afterAll(() => app?.close())

/** The size of an embed and of its iframe, if it has one. */
async function measure(name: string) {
  const embed = page.locator(`[data-case="${name}"] [aria-busy]`)
  await embed.waitFor({ state: 'attached' })
  return embed.evaluate((box) => {
    const sizeOf = (element: Element | null) => {
      const { width, height } = element?.getBoundingClientRect() ?? { width: 0, height: 0 }
      return `${Math.round(width)}×${Math.round(height)}`
    }
    return { box: sizeOf(box), iframe: sizeOf(box.querySelector('iframe')), display: getComputedStyle(box).display }
  })
}

describe('an embed in an app with Tailwind 4 and its preflight has the size of', () => {
  test.each([
    ['h-[600px] w-1/2', '400×600'],
    ['hidden md:block h-64', '800×256'],
    ['size-80 of a dashboard', '320×320'],
    ['aspect-video w-96', '384×216'],
    ['h-full in h-[500px]', '800×500'],
    ['flex-1 in a column of 400px', '800×360'],
    ['rounded-lg border p-4', '800×354', '766×320'],
    ['no class', '800×320'],
    ['a CSS module', '300×240'],
    ['styled(FeltEmbed)', '400×260'],
    ['no class in a styled.div', '800×280'],
  ])('%s', async (name, box, iframe = box) => {
    await expect.poll(() => measure(name), { timeout: 30_000 }).toMatchObject({ box, iframe })
  })
})

test('an embed with "hidden md:block" is displayed in a wide window only', async () => {
  const display = async () => (await measure('hidden md:block h-64')).display
  expect(await display()).toBe('block')
  await page.setViewportSize({ width: 600, height: 700 })
  await expect.poll(display).toBe('none')
  await page.setViewportSize({ width: 1000, height: 700 })
  await expect.poll(display).toBe('block')
})

describe.each(['light', 'dark'] as const)('the default UI in an app with Tailwind in %s mode', (colorScheme) => {
  let page: Page
  beforeAll(async () => {
    page = await app.open({ colorScheme }, { 'default-ui': '' })
    await page.locator('[data-case=loading] progress').waitFor()
    await page.locator('[data-case=error] button').waitFor()
  })

  afterAll(() => page?.close())

  test('has the text color of the page, and a button with a border', async () => {
    const styleOf = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => {
          const { color, borderTopColor, borderTopWidth, paddingLeft, cursor } = getComputedStyle(element)
          return { color, borderTopColor, borderTopWidth, paddingLeft, cursor }
        })
    const { color } = await styleOf('body')
    expect(await styleOf('[data-case=loading] span')).toMatchObject({ color })
    expect(await styleOf('[data-case=error] button')).toEqual({
      color,
      borderTopColor: color,
      borderTopWidth: '1px',
      paddingLeft: '16px',
      cursor: 'pointer',
    })
  })

  test("has the browser's own progress bar", async () => {
    const { data } = PNG.sync.read(await page.locator('[data-case=loading] progress').screenshot())
    const colors = new Set(Array.from({ length: data.length / 4 }, (_, index) => data.readUInt32BE(index * 4)))
    expect(colors.size).toBeGreaterThan(3)
  })

  test('has enough contrast', async () => {
    await page.addScriptTag({ path: AXE })
    const found = await page.evaluate(async () => {
      const include = ['[data-case=loading]', '[data-case=error]']
      const { violations, passes } = await window.axe.run({ include }, { runOnly: ['color-contrast'] })
      return { violations: violations.flatMap(({ nodes }) => nodes.map(({ html }) => html)), passes: passes.length }
    })
    expect(found).toEqual({ violations: [], passes: 1 })
  })
})

test('an app with Tailwind, CSS modules and styled-components gets no error or warning', () => {
  // Chromium reports the response 403 to the request of the map that is refused.
  expect(app.complaints.filter((text) => !text.includes('status of 403'))).toEqual([])
})
