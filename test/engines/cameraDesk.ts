import type { Box, Sampling } from '../support/commands.ts'
import { measureBlankness } from '../support/measureBlankness.ts'
import { type Taking, takePictures } from './takePictures.ts'

/** Commands of a page: take a single picture, or many. */
export type CameraCommand =
  { do: 'look'; box: Box; pageWidth: number } | { do: 'start' } | { do: 'stop'; box: Box; pageWidth: number }

/** Carries out a page's orders. */
export type CameraDesk = (command: CameraCommand) => Promise<unknown>

/** The share of one color from which a box is blank. */
const BLANK = 0.99

/**
 * Takes the orders of one page.
 *
 * @param picture takes a PNG of the whole page, base64
 */
export function openCameraDesk(picture: () => Promise<string>): CameraDesk {
  let taking: Taking | undefined
  return async (command) => {
    const last = taking
    switch (command.do) {
      case 'look':
        return measureBlankness(await picture(), command.box, command.pageWidth) > BLANK
      case 'start':
        // The recording of a failed scenario is still running.
        await last?.stop()
        taking = takePictures(picture)
        return true
      case 'stop':
        if (!last) throw new Error('No pictures are being taken.')
        taking = undefined
        return judge(await last.stop(), command)
      default:
        return command satisfies never
    }
  }
}

function judge(
  { pictures, duration }: { pictures: string[]; duration: number },
  { box, pageWidth }: { box: Box; pageWidth: number },
): Sampling {
  // A page at rest gives the same picture again and again.
  const known = new Map<string, boolean>()
  const blanks = pictures.filter((picture) => {
    const isBlank = known.get(picture) ?? measureBlankness(picture, box, pageWidth) > BLANK
    known.set(picture, isBlank)
    return isBlank
  })
  return { samples: pictures.length, blanks: blanks.length, duration }
}
