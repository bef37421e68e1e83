import type { Browser, CDPSession } from 'playwright'
import { PNG } from 'pngjs'
import type { BrowserCommand } from 'vitest/node'
import { findBrowser, testBrowser } from '../../scripts/find-browser.mjs'
import type { Box } from './commands.ts'
import { BLANK_SHARE, shareOfOneColor } from './measureBlankness.ts'

/**
 * Playwright keeps every page that it drives visible and awake. So these tabs are in a browser of their own, and are
 * opened past Playwright, over the browser's own protocol: they can be hidden, throttled and frozen as a viewer's are.
 */
interface RealTab {
  browser: Browser
  session: CDPSession
  browserContextId: string
  targetId: string
  /** Speaks to the tab's own page. */
  send(method: string, params?: object): Promise<unknown>
}

/**
 * Of Playwright's own arguments those that keep a hidden page awake, or shown before it has drawn. Not the one that
 * keeps a hidden page's process at the priority of others: without it a busy machine hardly lets the page load at all.
 */
const WAKEFUL = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--allow-pre-commit-input',
]
/**
 * Chromium lets a hidden page wake once a minute: after a minute where it had drawn by the time it was hidden, else
 * after five, which is shortened here.
 */
const THROTTLING = '--enable-features=IntensiveWakeUpThrottling:grace_period_seconds/5'

/** Draws WebGL without a graphics card. */
const WEBGL = ['--enable-unsafe-swiftshader', '--use-angle=swiftshader']

const tabs = new Map<string, RealTab>()

function tabOf(sessionId: string): RealTab {
  const tab = tabs.get(sessionId)
  if (!tab) throw new Error('openTab was not called')
  return tab
}

/** Opens a page of the test server's in a tab of its own, in front. Requests whose URL matches a pattern fail there. */
const openTab: BrowserCommand<[path: string, blocked?: string[]]> = async ({ page, sessionId }, path, blocked = []) => {
  const { chromium } = await import('playwright')
  const browser = await chromium.launch({
    // With windows, and so with tabs that can be hidden.
    executablePath: findBrowser(),
    args: [...testBrowser().args, ...WEBGL, THROTTLING],
    ignoreDefaultArgs: WAKEFUL,
  })
  try {
    const session = await browser.newBrowserCDPSession()
    const { browserContextId } = await session.send('Target.createBrowserContext')
    const url = new URL(path, page.url()).href
    const { targetId } = await session.send('Target.createTarget', { url: 'about:blank', browserContextId })
    const send = await attach(session, targetId)
    await send('Network.enable')
    await send('Network.setBlockedURLs', { urls: blocked })
    await send('Page.navigate', { url })
    tabs.set(sessionId, { browser, session, browserContextId, targetId, send })
  } catch (error) {
    await browser.close()
    throw error
  }
}

/** Playwright offers no session of a target that it does not drive itself, so messages are wrapped by hand. */
async function attach(session: CDPSession, targetId: string): Promise<RealTab['send']> {
  const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false })
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>()
  let lastId = 0
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const {
      id = 0,
      result,
      error,
    }: { id?: number; result?: unknown; error?: { message: string } } = JSON.parse(message)
    if (error) waiting.get(id)?.reject(new Error(error.message))
    else waiting.get(id)?.resolve(result)
    waiting.delete(id)
  })
  return (method, params = {}) =>
    new Promise((resolve, reject) => {
      lastId += 1
      waiting.set(lastId, { resolve, reject })
      const message = JSON.stringify({ id: lastId, method, params })
      session.send('Target.sendMessageToTarget', { sessionId, message }).catch(reject)
    })
}

/** Opens another tab in front of it. */
const hideTab: BrowserCommand<[]> = async ({ page, sessionId }) => {
  const { session, browserContextId } = tabOf(sessionId)
  const { targetId } = await session.send('Target.createTarget', {
    url: new URL('/emulator/info', page.url()).href,
    browserContextId,
  })
  await session.send('Target.activateTarget', { targetId })
}

/** Brings it to the front again. */
const showTab: BrowserCommand<[]> = async ({ sessionId }) => {
  const { session, targetId } = tabOf(sessionId)
  await session.send('Target.activateTarget', { targetId })
}

/** Freezes it, hidden, as browsers do with tabs that nobody looks at: no timer, no answer, and time goes on. */
const freezeTab: BrowserCommand<[]> = async ({ sessionId }) => {
  await tabOf(sessionId).send('Page.setWebLifecycleState', { state: 'frozen' })
}

/** Lets it go on. */
const thawTab: BrowserCommand<[]> = async ({ sessionId }) => {
  await tabOf(sessionId).send('Page.setWebLifecycleState', { state: 'active' })
}

/** Evaluates an expression, or its promise, in the page, with user activation, as required for full screen. */
const doInTab: BrowserCommand<[expression: string]> = async ({ sessionId }, expression): Promise<unknown> => {
  const body = { expression, awaitPromise: true, returnByValue: true, userGesture: true }
  const answer = await tabOf(sessionId).send('Runtime.evaluate', body)
  const { result, exceptionDetails } = answer as { result?: { value?: unknown }; exceptionDetails?: unknown }
  if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails))
  return result?.value
}

/** How many of the elements that match a selector look blank in a picture of the tab, which must not be hidden. */
const countBlanksInTab: BrowserCommand<[selector: string]> = async (context, selector) => {
  const { send } = tabOf(context.sessionId)
  const boxes = (await doInTab(
    context,
    `[...document.querySelectorAll(${JSON.stringify(selector)})].map((element) => element.getBoundingClientRect().toJSON())`,
  )) as Box[]
  const [width, height] = (await doInTab(context, '[innerWidth, innerHeight]')) as [number, number]
  // Small, as dozens of pictures are taken and decoded while the page is busy.
  const clip = { x: 0, y: 0, width, height, scale: 0.25 }
  const { data } = (await send('Page.captureScreenshot', { format: 'png', clip, optimizeForSpeed: true })) as {
    data: string
  }
  const picture = PNG.sync.read(Buffer.from(data, 'base64'))
  return boxes.filter((box) => shareOfOneColor(picture, box, width, 1) > BLANK_SHARE).length
}

/** Ends the browser. */
const closeTab: BrowserCommand<[]> = async ({ sessionId }) => {
  const tab = tabs.get(sessionId)
  tabs.delete(sessionId)
  await tab?.browser.close()
}

/** Commands of tests for their own tab. */
export const tabCommands = { openTab, hideTab, showTab, freezeTab, thawTab, doInTab, countBlanksInTab, closeTab }

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** @param blocked patterns of URLs, such as `*chunk*` */
    openTab(path: string, blocked?: string[]): Promise<void>
    hideTab(): Promise<void>
    showTab(): Promise<void>
    freezeTab(): Promise<void>
    thawTab(): Promise<void>
    doInTab(expression: string): Promise<unknown>
    countBlanksInTab(selector: string): Promise<number>
    closeTab(): Promise<void>
  }
}
