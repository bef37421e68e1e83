import type { Browser, Page } from 'playwright'
import type { Emulator } from '../../src/testing.ts'

/** An app to look at. */
export interface WatchedApp {
  address: string
  /** The id of its map and of its dashboard. */
  resource: string
}

/** The `src` of the one frame that is visible in each embed. */
type Shown = Record<'felt' | 'explo', string>

/** Past a token's life nothing is refreshed any more; in ms. */
const PATIENCE = 90_000

/** Opens an app, sees its embeds come up and each refreshed in its own way, and lets the console stay clean. */
export async function watchApp({ address, resource }: WatchedApp, browser: Browser, emulator: Emulator): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 1200 } })
  const complaints: string[] = []
  const complain = (text: string): void => void complaints.push(text)
  try {
    const page = await context.newPage()
    page.on('pageerror', (error) => complain(error.message))
    page.on('console', (message) => /error|warning/.test(message.type()) && complain(message.text()))
    await page.goto(address)

    const first = await shownIn(page)
    await shownIn(page, first.felt)
    await until(() => emulator.events.summary(resource).delivered > 0, 'a token is told to the dashboard on show')
    const last = await shownIn(page)
    expectThat(last.explo === first.explo, 'the dashboard keeps its frame')
    expectThat(isGood(emulator, resource), 'there were data, and no token was refused')
    expectThat(complaints.length === 0, `the console stays clean:\n${complaints.join('\n')}`)
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    const { events } = emulator
    throw new Error([text, ...complaints, JSON.stringify(events.summary(resource))].join('\n'), { cause: error })
  } finally {
    await context.close()
  }
}

/** Waits until both embeds have a visible frame, the map's another than before. */
async function shownIn(page: Page, feltBefore = ''): Promise<Shown> {
  const look = (before: string): Shown | undefined => {
    const [felt, explo] = ['felt', 'explo'].map((provider) => {
      const frames = [...document.querySelectorAll<HTMLIFrameElement>(`[data-provider=${provider}] iframe`)]
      return frames.find((frame) => !frame.inert && getComputedStyle(frame).opacity !== '0')?.src
    })
    return felt !== undefined && explo !== undefined && felt !== before ? { felt, explo } : undefined
  }
  const shown = await (await page.waitForFunction(look, feltBefore, { timeout: PATIENCE })).jsonValue()
  if (!shown) throw new Error('Nothing is on show.')
  return shown
}

function isGood(emulator: Emulator, resource: string): boolean {
  const { loadsRejected, deliveriesRejected, dataRejected, dataRequests } = emulator.events.summary(resource)
  return dataRequests > 0 && loadsRejected + deliveriesRejected + dataRejected === 0
}

function expectThat(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(`Not so: ${what}`)
}

async function until(isSo: () => boolean, what: string): Promise<void> {
  const end = performance.now() + PATIENCE
  while (!isSo()) {
    expectThat(performance.now() < end, what)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
