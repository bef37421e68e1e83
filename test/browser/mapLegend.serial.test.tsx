import { expect, test } from 'vitest'
import { commands } from 'vitest/browser'
import { FeltEmbed } from '../../src/index.ts'
import { askPage, createResourceId, fetchRaw, origins } from './emulator.ts'
import { boxOf, renderEmbed, until } from './renderStage.tsx'

const START = { center: { latitude: 40, longitude: 10 }, zoom: 3 }

test.each([
  { size: '480 px wide and 320 px high', width: 480, height: 320, isFolded: true },
  { size: '640 px wide and 384 px high', width: 640, height: 384, isFolded: false },
])(
  'the open legend of the emulated map leaves the zoom-in button free in a map $size',
  async ({ width, height, isFolded }) => {
    let isReady = false
    const { container } = renderEmbed(
      <FeltEmbed
        mapId={createResourceId()}
        origin={origins.felt.origin}
        fetchToken={fetchRaw}
        initialViewport={START}
        uiControls={{ fullScreenButton: false }}
        style={{ width, height }}
        onReady={() => {
          isReady = true
        }}
      />,
    )
    await until(() => expect(isReady).toBe(true))
    const frame = container.querySelector('iframe')
    if (!frame) throw new Error('no iframe')
    const click = (fromRight: number, y: number) => {
      const box = boxOf(frame)
      return commands.clickAt({ x: box.x + width - fromRight, y: box.y + y })
    }
    if (isFolded) await click(60, 30)
    const isZoomedIn = async () => expect(await askPage(frame, 'state')).toMatchObject({ zoom: START.zoom + 1 })
    // Again if nothing happened for seconds: a map that has just become ready may be moving.
    await until(async () => {
      await click(28, height - 61)
      await until(isZoomedIn, 5_000)
    })
  },
)
