import { PNG } from 'pngjs'
import type { Box } from './commands'

/**
 * The share of a box that its commonest colour takes: near 1 for a blank frame.
 *
 * @param picture a PNG of the whole page, base64
 * @param pageWidth in CSS pixels, to scale by
 */
export function measureBlankness(picture: string, box: Box, pageWidth: number): number {
  const png = PNG.sync.read(Buffer.from(picture, 'base64'))
  const scale = png.width / pageWidth
  const counts = new Map<number, number>()
  let total = 0
  for (let y = Math.ceil(box.y * scale); y < Math.min((box.y + box.height) * scale, png.height); y += 2) {
    for (let x = Math.ceil(box.x * scale); x < Math.min((box.x + box.width) * scale, png.width); x += 2) {
      const colour = png.data.readUInt32BE((y * png.width + x) * 4)
      counts.set(colour, (counts.get(colour) ?? 0) + 1)
      total += 1
    }
  }
  return total === 0 ? 1 : Math.max(...counts.values()) / total
}
