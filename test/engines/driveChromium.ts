import { type BrowserOptions, launchChromium } from '../support/launchChromium.ts'
import { type EngineDriver, WINDOW } from './engineDriver.ts'

/** Starts Chromium. */
export async function driveChromium(options: BrowserOptions): Promise<EngineDriver> {
  const browser = await launchChromium(options)
  const context = await browser.newContext({ viewport: WINDOW })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  return {
    version: browser.version(),
    open: (url) => page.goto(url),
    read: (expression) => page.evaluate(expression),
    picture: async () => (await session.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true })).data,
    close: () => browser.close(),
  }
}
