import { commands } from 'vitest/browser'
import type { Camera } from '../contract/watchFrame.ts'

let dot: HTMLElement | undefined

/** Chromium's output, as recorded by its driver. */
export const screenshots: Camera = {
  leastPerSecond: 10,
  isBlank: (box) => commands.isBlank(box),
  async start() {
    // Something must move for the browser to draw, or a still page would give no picture to look at.
    dot = document.body.appendChild(document.createElement('div'))
    dot.style.cssText = 'position:fixed;right:0;bottom:0;width:4px;height:4px;background:red'
    dot.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 300, iterations: Infinity })
    await commands.startSampling()
  },
  async stop(box) {
    const sampling = await commands.stopSampling(box)
    dot?.remove()
    return sampling
  },
}
