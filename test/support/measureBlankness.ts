import { PNG } from 'pngjs'
import type { Box } from './commands.ts'

/**
 * The share of a box that its commonest colour takes: near 1 for a blank frame.
 *
 * @param picture a PNG of the whole page, base64
 * @param pageWidth in CSS pixels, to scale by
 */
export function measureBlankness(picture: string, box: Box, pageWidth: number): number {
  return shareOfOneColour(PNG.sync.read(Buffer.from(picture, 'base64')), box, pageWidth, 2)
}

/**
 * The same of a picture that has been decoded.
 *
 * @param step in pixels: every how manieth is looked at, in both directions
 */
export function shareOfOneColour({ data, width, height }: PNG, box: Box, pageWidth: number, step: number): number {
  const scale = width / pageWidth
  const counts = new Map<number, number>()
  let total = 0
  for (let y = Math.ceil(box.y * scale); y < Math.min((box.y + box.height) * scale, height); y += step) {
    for (let x = Math.ceil(box.x * scale); x < Math.min((box.x + box.width) * scale, width); x += step) {
      const colour = data.readUInt32BE((y * width + x) * 4)
      counts.set(colour, (counts.get(colour) ?? 0) + 1)
      total += 1
    }
  }
  return total === 0 ? 1 : Math.max(...counts.values()) / total
}
