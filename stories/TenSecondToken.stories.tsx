import type { Meta, StoryObj } from '@storybook/react-vite'
import { createRef } from 'react'
import { expect, waitFor } from 'storybook/test'
import { type EmbedHandle, type ExploController, ExploEmbed, type FeltController, FeltEmbed } from '../src/index.ts'
import { emulate, emulatedIn } from './emulator/emulate.ts'
import { fetchSummary } from './emulator/fetchSummary.ts'
import { TimelineScene } from './scenes/TimelineScene.tsx'
import { documented } from './support/documented.ts'
import { Button } from './shell/Button.tsx'
import { waitForState } from './support/waitForState.ts'
import { shownFrames, watchFrames } from './support/watchFrames.ts'

const LIFETIME = 10_000
/** A refresh comes before the end of a token; a busy machine takes longer. */
const PATIENCE = { timeout: 50_000, interval: 250 }

const meta = {
  title: 'Tokens/10-second token',
  parameters: {
    controls: { disable: true },
    docs: {
      description: {
        component:
          'Felt’s tokens live 15 minutes, Explo’s as long as you ask for. Here they live **ten seconds**, so that you ' +
          'can watch several lives go by: a new token comes well before the old one ends, and whoever looks at the ' +
          'embed sees nothing of it.',
      },
    },
  },
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

/** A second frame loads underneath with the new token, takes over the view, and replaces the first. */
export const Felt: Story = {
  loaders: [emulate('felt', 'TenSeconds', { lifetime: LIFETIME })],
  parameters: documented(
    'A Felt map cannot be given another token while it is open. So a second frame is born underneath with it, takes ' +
      'over place, zoom and layers, and then replaces the first. Pan the map and see that it stays where you put it.',
    '<FeltEmbed mapId="CjU1CMJPTAGofjOK3ICf1D" tokenEndpoint="/api/embed-token" />',
  ),
  render: (_args, context) => {
    const emulated = emulatedIn(context)
    const embed = createRef<EmbedHandle<FeltController>>()
    return (
      <TimelineScene
        emulated={emulated}
        lifetime={LIFETIME}
        title="Where we work"
        lead="Each token of this map lives ten seconds. The map does not mind."
        name="Offices and partners"
        actions={<Button onClick={() => void embed.current?.refresh().catch(() => {})}>Refresh now</Button>}
        height={384}
      >
        {(onStateChange) => (
          <FeltEmbed
            ref={embed}
            mapId={emulated.resource}
            origin={emulated.origin}
            tokenEndpoint="/api/embed-token"
            onStateChange={onStateChange}
            uiControls={{ cooperativeGestures: true, fullScreenButton: false }}
          />
        )}
      </TimelineScene>
    )
  },
  play: async ({ canvas, canvasElement, loaded, step, userEvent }) => {
    const { resource } = emulatedIn({ loaded })
    const entries = history.length
    await waitForState(canvasElement, 'ready')
    const watch = watchFrames(canvasElement)
    await step('a token is refreshed before it expires', () =>
      waitFor(() => expect(watch.seen.size).toBeGreaterThanOrEqual(2), PATIENCE),
    )
    await step('another one is refreshed by a click', async () => {
      const { size } = watch.seen
      await userEvent.click(canvas.getByRole('button', { name: 'Refresh now' }))
      await waitFor(() => expect(watch.seen.size).toBeGreaterThan(size), PATIENCE)
    })
    watch.stop()
    await step('the map was on show all the while', () => expect(watch.fewest).toBe(1))
    await step('no token went stale', async () => {
      const { loadsExpired, visibleExpiredMs } = await fetchSummary(resource)
      await expect({ loadsExpired, visibleExpiredMs }).toEqual({ loadsExpired: 0, visibleExpiredMs: 0 })
    })
    await step('the history has no entry more', () => expect(history.length).toBe(entries))
  },
}

/** The visible page is told the new token; its frame is never touched. */
export const Explo: Story = {
  loaders: [emulate('explo', 'TenSeconds', { lifetime: LIFETIME, expiryEvent: 'at' })],
  parameters: documented(
    'An Explo page takes a new token while it is on show. So there is one frame for its whole life, and a message at ' +
      'each renewal. Choose a region and see that the choice stays.',
    '<ExploEmbed embedId="d5b2" tokenEndpoint="/api/embed-token" />',
  ),
  render: (_args, context) => {
    const emulated = emulatedIn(context)
    const embed = createRef<EmbedHandle<ExploController>>()
    return (
      <TimelineScene
        emulated={emulated}
        lifetime={LIFETIME}
        section="Reports"
        title="Sales"
        lead="Each token of this dashboard lives ten seconds. Its frame is the same from first to last."
        name="This year"
        actions={<Button onClick={() => void embed.current?.refresh().catch(() => {})}>Refresh now</Button>}
        height={384}
      >
        {(onStateChange) => (
          <ExploEmbed
            ref={embed}
            embedId={emulated.resource}
            origin={emulated.origin}
            tokenEndpoint="/api/embed-token"
            onStateChange={onStateChange}
            autoHeight={false}
          />
        )}
      </TimelineScene>
    )
  },
  play: async ({ canvas, canvasElement, loaded, step, userEvent }) => {
    const { resource } = emulatedIn({ loaded })
    const entries = history.length
    await waitForState(canvasElement, 'ready')
    const [frame] = shownFrames(canvasElement)
    const src = frame?.src
    const watch = watchFrames(canvasElement)
    const untilDelivered = (least: number) =>
      waitFor(async () => expect((await fetchSummary(resource)).delivered).toBeGreaterThanOrEqual(least), PATIENCE)
    await step('a token is refreshed before it expires', () => untilDelivered(1))
    await step('another one is refreshed by a click', async () => {
      const { delivered } = await fetchSummary(resource)
      await userEvent.click(canvas.getByRole('button', { name: 'Refresh now' }))
      await untilDelivered(delivered + 1)
    })
    watch.stop()
    await step('it is the same frame with the same address', async () => {
      await expect(watch.fewest).toBe(1)
      await expect([...watch.seen]).toEqual([frame])
      await expect(frame?.src === src).toBe(true)
    })
    await step('no token went stale', async () => {
      const { loads, loadsExpired, visibleExpiredMs } = await fetchSummary(resource)
      await expect({ loads, loadsExpired, visibleExpiredMs }).toEqual({
        loads: 1,
        loadsExpired: 0,
        visibleExpiredMs: 0,
      })
    })
    await step('the history has no entry more', () => expect(history.length).toBe(entries))
  },
}
