import { PNG } from 'pngjs'
import type { Box } from '../support/commands.ts'
import { shareOfOneColor } from '../support/measureBlankness.ts'
import type { Incident } from './report.ts'
import { EMBEDS, isRestless } from './soakPage.ts'
import { type Stage, VIEWPORT } from './stage.ts'

/** Observations so far. */
export interface Pictures {
  looked: number
  /** Boxes that nearly all had one color after something was drawn in them. */
  blanks: number
  /** The same of embeds whose pages reload themselves: what is visible meanwhile is up to the page. */
  restlessBlanks: number
  /** How many embeds never showed anything. */
  undrawn(): number
  /** Stops looking. */
  stop(): Promise<void>
}

/** Small enough to be decoded beside everything else, in pixels. */
const PICTURE_WIDTH = 250
/** Between pictures, in ms. */
const LEAST_PAUSE = 50
/** The share of one color from which a box is blank. */
const BLANK = 0.99

/** Looks at what the browser shows of each embed, many times a second. A blank is added to `incidents`. */
export async function watchPictures({ context, page }: Stage, incidents: Incident[]): Promise<Pictures> {
  const boxes = new Map<string, Box>()
  for (const { id } of EMBEDS) {
    const box = await page.locator(`[data-soak="${id}"]`).boundingBox()
    if (box) boxes.set(id, box)
  }
  const session = await context.newCDPSession(page)
  const drawn = new Set<string>()
  const pictures: Pictures = {
    looked: 0,
    blanks: 0,
    restlessBlanks: 0,
    undrawn: () => EMBEDS.length - drawn.size,
    async stop() {
      await session.send('Page.stopScreencast')
      await session.detach()
    },
  }

  session.on('Page.screencastFrame', ({ data, sessionId }) => {
    // The browser waits for the answer, and so takes no more pictures than can be looked at.
    const acknowledge = () => void session.send('Page.screencastFrameAck', { sessionId }).catch(() => {})
    setTimeout(acknowledge, LEAST_PAUSE).unref()
    const at = Date.now()
    pictures.looked += 1
    const picture = PNG.sync.read(Buffer.from(data, 'base64'))
    for (const [id, box] of boxes) {
      const isBlank = shareOfOneColor(picture, box, VIEWPORT.width, 1) > BLANK
      if (!isBlank) drawn.add(id)
      else if (drawn.has(id) && isRestless(id)) pictures.restlessBlanks += 1
      else if (drawn.has(id)) {
        pictures.blanks += 1
        incidents.push({ at, text: `blank: ${id}` })
      }
    }
  })
  await session.send('Page.startScreencast', { format: 'png', everyNthFrame: 1, maxWidth: PICTURE_WIDTH })
  return pictures
}
