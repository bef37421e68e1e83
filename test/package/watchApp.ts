import type { Browser, Page } from 'playwright'
import type { EmulatedProvider, Emulator, EmulatorEvent } from '../../src/testing.ts'

/** An app to look at. */
export interface WatchedApp {
  address: string
  /** The id of the map, dashboard or question of each of its embeds. */
  resource: string
  /** The providers of its embeds: one embed each. */
  providers: readonly EmulatedProvider[]
}

/** The `src` of the active iframe of each embed. */
type ActiveFrames = Readonly<Partial<Record<EmulatedProvider, string>>>

/** The providers whose pages take a token in place. */
const IN_PLACE: ReadonlySet<EmulatedProvider> = new Set(['explo', 'superset'])

/** After the lifetime of a token nothing is refreshed any more; in ms. */
const PATIENCE = 90_000

/** Opens an app, sees each embed come up and refreshed in its own way, and checks that the console stays clean. */
export async function watchApp(app: WatchedApp, browser: Browser, emulator: Emulator): Promise<void> {
  const { address, resource, providers } = app
  const context = await browser.newContext({ viewport: { width: 1000, height: 2400 } })
  const complaints: string[] = []
  const complain = (text: string): void => void complaints.push(text)
  const eventsOf = (provider: EmulatedProvider) =>
    emulator.events.entries(resource).filter((event) => event.provider === provider)
  try {
    const page = await context.newPage()
    page.on('pageerror', (error) => complain(error.message))
    page.on('console', (message) => /error|warning/.test(message.type()) && complain(message.text()))
    await page.goto(address)

    const first = await readFrames(page, providers, {})
    const swapped = providers.filter((provider) => !IN_PLACE.has(provider))
    await readFrames(page, providers, Object.fromEntries(swapped.map((provider) => [provider, first[provider]])))
    for (const provider of providers.filter((each) => IN_PLACE.has(each))) {
      const isDelivered = () => eventsOf(provider).some(({ type }) => type === 'delivered')
      await until(isDelivered, `a token is delivered to the page of ${provider}`)
      const last = await readFrames(page, providers, {})
      expectThat(last[provider] === first[provider], `the page of ${provider} keeps its iframe`)
    }
    for (const provider of providers) {
      expectThat(!eventsOf(provider).some(isRejection), `${provider} accepted each token`)
    }
    expectThat(emulator.events.summary(resource).dataRequests > 0, 'the pages that load their data with a token did so')
    expectThat(complaints.length === 0, `the console stays clean:\n${complaints.join('\n')}`)
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    const { events } = emulator
    throw new Error([text, ...complaints, JSON.stringify(events.summary(resource))].join('\n'), { cause: error })
  } finally {
    await context.close()
  }
}

function isRejection(event: EmulatorEvent): boolean {
  return 'accepted' in event && !event.accepted
}

/** Waits until each embed has an active iframe, other ones than `before`. */
async function readFrames(
  page: Page,
  providers: readonly EmulatedProvider[],
  before: ActiveFrames,
): Promise<ActiveFrames> {
  const read = ({ names, olds }: { names: readonly EmulatedProvider[]; olds: ActiveFrames }) => {
    const found = names.map((provider) => {
      const frames = [...document.querySelectorAll<HTMLIFrameElement>(`[data-provider=${provider}] iframe`)]
      return [provider, frames.find((frame) => !frame.inert && getComputedStyle(frame).opacity !== '0')?.src] as const
    })
    const isComplete = found.every(([provider, src]) => src !== undefined && src !== olds[provider])
    return isComplete ? Object.fromEntries(found) : undefined
  }
  const frames = await page.waitForFunction(read, { names: providers, olds: before }, { timeout: PATIENCE })
  return (await frames.jsonValue()) ?? {}
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
