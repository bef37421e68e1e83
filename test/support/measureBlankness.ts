import { PNG } from 'pngjs'
import type { Box } from './commands.ts'

/** A box is blank if one color takes more than this share of it. */
export const BLANK_SHARE = 0.99

/**
 * The share of a box that its commonest color takes: near 1 for a blank frame.
 *
 * @param picture a PNG of the whole page, base64
 * @param pageWidth in CSS pixels, to scale by
 */
export function measureBlankness(picture: string, box: Box, pageWidth: number): number {
  return shareOfOneColor(PNG.sync.read(Buffer.from(picture, 'base64')), box, pageWidth, 2)
}

/** In a scaled picture the edge of a box is mixed with what surrounds it: so much of it is left out, in pixels. */
const EDGE = 2

/**
 * The same of a picture that has been decoded.
 *
 * @param step in pixels: every how manieth is looked at, in both directions
 */
export function shareOfOneColor({ data, width, height }: PNG, box: Box, pageWidth: number, step: number): number {
  const scale = width / pageWidth
  const counts = new Map<number, number>()
  let total = 0
  const [left, right] = [box.x * scale + EDGE, Math.min((box.x + box.width) * scale, width) - EDGE]
  const [top, bottom] = [box.y * scale + EDGE, Math.min((box.y + box.height) * scale, height) - EDGE]
  for (let y = Math.ceil(top); y < bottom; y += step) {
    for (let x = Math.ceil(left); x < right; x += step) {
      const color = data.readUInt32BE((y * width + x) * 4)
      counts.set(color, (counts.get(color) ?? 0) + 1)
      total += 1
    }
  }
  return total === 0 ? 1 : Math.max(...counts.values()) / total
}
