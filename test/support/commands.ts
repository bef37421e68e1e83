import { setImmediate } from 'node:timers/promises'
import type {} from '@vitest/browser-playwright'
import type { CDPSession } from 'playwright'
import type { BrowserCommand, BrowserCommandContext } from 'vitest/node'
import { BLANK_SHARE, measureBlankness } from './measureBlankness.ts'
import { tabCommands } from './realTab.ts'
import { userInputCommands } from './userInput.ts'

/** A part of the page, in CSS pixels of the test's own document. */
export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** Observations of an element over time. */
export interface Sampling {
  /** Pictures that the browser showed. */
  samples: number
  /** Pictures in which nearly all of the box had one color. */
  blanks: number
  /** Of the whole sampling, in ms. */
  duration: number
}

interface Recording {
  session: CDPSession
  startedAt: number
  pictures: string[]
}

/** Small enough to be decoded quickly, in pixels. */
const PICTURE_WIDTH = 250

const recordings = new Map<string, Recording>()

/** Begins to record every picture that the browser shows. */
const startSampling: BrowserCommand<[]> = async ({ page, sessionId }) => {
  const session = await page.context().newCDPSession(page)
  const recording: Recording = { session, startedAt: Date.now(), pictures: [] }
  recordings.set(sessionId, recording)
  session.on('Page.screencastFrame', ({ data, sessionId: frame }) => {
    recording.pictures.push(data)
    void session.send('Page.screencastFrameAck', { sessionId: frame }).catch(() => {})
  })
  await session.send('Page.startScreencast', { format: 'png', everyNthFrame: 1, maxWidth: PICTURE_WIDTH })
}

/** Whether a box of the page is blank in the picture that is visible now. */
const isBlank: BrowserCommand<[box: Box]> = async (context, box): Promise<boolean> => {
  const picture = await context.page.screenshot()
  return isBlankIn(picture.toString('base64'), await locate(box, context))
}

/** Ends the recording and says how often a box of the page was blank. */
const stopSampling: BrowserCommand<[box: Box]> = async (context, box): Promise<Sampling> => {
  const { sessionId } = context
  const recording = recordings.get(sessionId)
  if (!recording) throw new Error('startSampling was not called')
  recordings.delete(sessionId)
  const duration = Date.now() - recording.startedAt
  await recording.session.send('Page.stopScreencast')
  await recording.session.detach()
  const place = await locate(box, context)
  return { samples: recording.pictures.length, blanks: await countBlanks(recording.pictures, place), duration }
}

interface Place {
  box: Box
  pageWidth: number
}

/** Where a box of the test's document is in a picture of the whole page. */
async function locate(box: Box, { page, iframe }: BrowserCommandContext): Promise<Place> {
  const tester = await iframe.owner().boundingBox()
  const viewport = page.viewportSize()
  if (!tester || !viewport) throw new Error('the test page is not on show')
  return { box: { ...box, x: box.x + tester.x, y: box.y + tester.y }, pageWidth: viewport.width }
}

/**
 * A picture at a time, as this process serves tokens too: an embed that waited for the whole would report a failure.
 */
async function countBlanks(pictures: string[], place: Place): Promise<number> {
  let blanks = 0
  for (const picture of pictures) {
    if (isBlankIn(picture, place)) blanks += 1
    await setImmediate()
  }
  return blanks
}

function isBlankIn(picture: string, { box, pageWidth }: Place): boolean {
  return measureBlankness(picture, box, pageWidth) > BLANK_SHARE
}

/** Types with real key presses into whatever has the focus. */
const typeKeys: BrowserCommand<[text: string]> = async ({ page }, text) => {
  await page.keyboard.type(text, { delay: 30 })
}

/** Goes back in the page's history. */
const goBack: BrowserCommand<[]> = async ({ page }) => {
  await page.evaluate(() => history.back())
}

/** Settings of a viewer's system. */
export interface Media {
  colorScheme: 'light' | 'dark'
  forcedColors: 'none' | 'active'
}

/** Defaults of Playwright's own pages. */
const USUAL_MEDIA: Media = { colorScheme: 'light', forcedColors: 'none' }

/** Emulates preferences of the system; `null` restores the defaults. */
const emulateMedia: BrowserCommand<[media: Media | null]> = async ({ page }, media) => {
  await page.emulateMedia(media ?? USUAL_MEDIA)
}

const outages = new Map<string, CDPSession>()

/**
 * Takes the network from requests to a path of the host's, and tells the page that it is offline; or puts all right.
 * Not from everything, as the page also talks to its test runner.
 */
const setOffline: BrowserCommand<[path: string | null]> = async ({ page, sessionId }, path) => {
  const session = outages.get(sessionId) ?? (await page.context().newCDPSession(page))
  outages.set(sessionId, session)
  const offline = path !== null
  const unlimited = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 }
  const rules = offline ? [{ ...unlimited, offline, urlPattern: `http://*:*${path}*` }] : []
  await session.send('Network.emulateNetworkConditionsByRule', { matchedNetworkConditions: rules })
  await session.send('Network.overrideNetworkState', { ...unlimited, offline })
}

/** Commands for tests in the browser. */
export const commands = {
  startSampling,
  stopSampling,
  isBlank,
  typeKeys,
  goBack,
  emulateMedia,
  setOffline,
  ...userInputCommands,
  ...tabCommands,
}

declare module 'vitest/browser' {
  interface BrowserCommands {
    startSampling(): Promise<void>
    stopSampling(box: Box): Promise<Sampling>
    isBlank(box: Box): Promise<boolean>
    typeKeys(text: string): Promise<void>
    goBack(): Promise<void>
    /** @param media null puts it back */
    emulateMedia(media: Media | null): Promise<void>
    /** @param path null ends it */
    setOffline(path: string | null): Promise<void>
  }
}
