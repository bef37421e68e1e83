/** `npm run picture`: takes `docs/playground.png`, the picture of the README, from the story of the 10-second token. */
import { join } from 'node:path'
import { browserArgs, ensureBrowser } from './browser.mjs'
import { ensureInstalled } from './install.mjs'
import { startPlayground } from './playground.mjs'
import { root } from './run.mjs'

const target = join(root, 'docs/playground.png')
/** Tokens in the timeline: their bars fill the width of the picture. */
const tokens = 6

try {
  await ensureInstalled()
  const executablePath = await ensureBrowser()
  const { chromium } = await import('playwright')
  const { address, served, stop } = await startPlayground({ quiet: true })
  try {
    await served
    const browser = await chromium.launch({ executablePath, args: [...browserArgs] })
    const page = await browser.newPage({ viewport: { width: 1_400, height: 880 }, colorScheme: 'light' })
    page.setDefaultTimeout(180_000)
    await page.goto(`${address}/iframe.html?id=tokens-10-second-token--felt&viewMode=story`)
    await page.waitForFunction((count) => document.querySelectorAll('.token-held').length >= count, tokens)
    // Between two refreshes: the state is `ready` again, and a part of the lifetime is over.
    await page.waitForFunction(
      () =>
        document.querySelector('[data-testid=state]')?.textContent === 'ready' &&
        document.querySelector('.ring b')?.textContent === '8 s',
    )
    await page.screenshot({ path: target })
    await browser.close()
    console.log('Wrote docs/playground.png.')
  } finally {
    stop()
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
