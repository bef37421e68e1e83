import { chromium } from 'playwright'
import { type EngineDriver, WINDOW } from './engineDriver.ts'

/** Starts Chromium. */
export async function driveChromium(executablePath: string, args: string[]): Promise<EngineDriver> {
  // The signals are ours: ended by one, we take the browser along.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false }
  const browser = await chromium.launch({ executablePath, args, ...signals })
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
