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
/** A refresh precedes the expiry of a token; a busy machine needs more time. */
const TIMEOUT = { timeout: 50_000, interval: 250 }

const meta = {
  title: 'Tokens/10-second token',
  parameters: {
    controls: { disable: true },
    docs: {
      description: {
        component:
          'Felt’s tokens are valid for 15 minutes, Explo’s as long as your server requests. Here they expire after ' +
          '**ten seconds**, so that you can watch several refreshes: each new token arrives before the current one ' +
          'expires, and the embed does not visibly reload.',
      },
    },
  },
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

/** A second iframe loads in the background with the new token and is swapped in. */
export const Felt: Story = {
  // The test story below runs the same, with its play function.
  tags: ['!test'],
  loaders: [emulate('felt', 'TenSeconds', { lifetime: LIFETIME })],
  parameters: documented(
    'An open Felt map does not accept a new token. A second iframe loads in the background with the new token, ' +
      'receives the viewport, the layers and the selection, and is then swapped in. Pan the map: the view stays the ' +
      'same after each refresh.',
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
        lead="Each token of this map expires after ten seconds. The map keeps working."
        name="Offices and partners"
        actions={<Button onClick={() => void embed.current?.refresh().catch(() => {})}>Refresh now</Button>}
      >
        {(onStateChange) => (
          <FeltEmbed
            ref={embed}
            mapId={emulated.resource}
            origin={emulated.origin}
            tokenEndpoint="/api/embed-token"
            onStateChange={onStateChange}
            uiControls={{ cooperativeGestures: true, fullScreenButton: false }}
            style={{ height: '100%' }}
          />
        )}
      </TimelineScene>
    )
  },
}

/** Two refreshes of a map. */
export const FeltRefreshes: Story = {
  ...Felt,
  name: 'A Felt map stays visible and has no expired token while it is refreshed twice',
  tags: ['!dev', '!autodocs', 'test'],
  // Beside other stories a page may need longer than the three seconds that a token of ten leaves.
  loaders: [emulate('felt', 'TwentySeconds', { lifetime: 2 * LIFETIME })],
  play: async ({ canvas, canvasElement, loaded, step, userEvent }) => {
    const { resource } = emulatedIn({ loaded })
    const entries = history.length
    await waitForState(canvasElement, 'ready')
    const watch = watchFrames(canvasElement)
    await step('the first token is refreshed before it expires', () =>
      waitFor(() => expect(watch.seen.size).toBeGreaterThanOrEqual(2), TIMEOUT),
    )
    await step('a click refreshes the next token', async () => {
      const { size } = watch.seen
      await userEvent.click(canvas.getByRole('button', { name: 'Refresh now' }))
      await waitFor(() => expect(watch.seen.size).toBeGreaterThan(size), TIMEOUT)
    })
    watch.stop()
    await step('exactly one iframe was visible at any time', () => expect(watch.fewest).toBe(1))
    await step('no token expired', async () => {
      const { loadsExpired, visibleExpiredMs } = await fetchSummary(resource)
      await expect({ loadsExpired, visibleExpiredMs }).toEqual({ loadsExpired: 0, visibleExpiredMs: 0 })
    })
    await step('the session history has no new entry', () => expect(history.length).toBe(entries))
  },
}

/** The iframe receives each new token by postMessage and is never reloaded. */
export const Explo: Story = {
  tags: ['!test'],
  loaders: [emulate('explo', 'TenSeconds', { lifetime: LIFETIME, expiryEvent: 'at' })],
  parameters: documented(
    'An open Explo dashboard accepts a new token by `postMessage`, so its iframe stays the same over all refreshes. ' +
      'Choose a region: the selection stays.',
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
        lead="Each token of this dashboard expires after ten seconds. The iframe stays the same."
        name="This year"
        actions={<Button onClick={() => void embed.current?.refresh().catch(() => {})}>Refresh now</Button>}
      >
        {(onStateChange) => (
          <ExploEmbed
            ref={embed}
            embedId={emulated.resource}
            origin={emulated.origin}
            tokenEndpoint="/api/embed-token"
            onStateChange={onStateChange}
            autoHeight={false}
            style={{ height: '100%' }}
          />
        )}
      </TimelineScene>
    )
  },
}

/** Two refreshes of a dashboard. */
export const ExploRefreshes: Story = {
  ...Explo,
  name: 'An Explo dashboard keeps its iframe and has no expired token while it is refreshed twice',
  tags: ['!dev', '!autodocs', 'test'],
  play: async ({ canvas, canvasElement, loaded, step, userEvent }) => {
    const { resource } = emulatedIn({ loaded })
    const entries = history.length
    await waitForState(canvasElement, 'ready')
    const [frame] = shownFrames(canvasElement)
    const src = frame?.src
    const watch = watchFrames(canvasElement)
    const untilDelivered = (least: number) =>
      waitFor(async () => expect((await fetchSummary(resource)).delivered).toBeGreaterThanOrEqual(least), TIMEOUT)
    await step('the first token is refreshed before it expires', () => untilDelivered(1))
    await step('a click refreshes the next token', async () => {
      const { delivered } = await fetchSummary(resource)
      await userEvent.click(canvas.getByRole('button', { name: 'Refresh now' }))
      await untilDelivered(delivered + 1)
    })
    watch.stop()
    await step('the iframe and its URL are unchanged', async () => {
      await expect(watch.fewest).toBe(1)
      await expect([...watch.seen]).toEqual([frame])
      await expect(frame?.src === src).toBe(true)
    })
    await step('no token expired', async () => {
      const { loads, loadsExpired, visibleExpiredMs } = await fetchSummary(resource)
      await expect({ loads, loadsExpired, visibleExpiredMs }).toEqual({
        loads: 1,
        loadsExpired: 0,
        visibleExpiredMs: 0,
      })
    })
    await step('the session history has no new entry', () => expect(history.length).toBe(entries))
  },
}
