import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { emulate, emulatedIn } from './emulator/emulate.ts'
import { fetchSummary } from './emulator/fetchSummary.ts'
import { OutageScene } from './scenes/OutageScene.tsx'
import { documented } from './support/documented.ts'
import { waitForState } from './support/waitForState.ts'
import { shownFrames } from './support/watchFrames.ts'

const LIFETIME = 30_000

const meta = {
  title: 'Tokens/Backend outage',
  parameters: { controls: { disable: true } },
  loaders: [emulate('explo', 'Outage', { lifetime: LIFETIME })],
  render: (_args, context) => <OutageScene emulated={emulatedIn(context)} lifetime={LIFETIME} />,
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

/** The token server fails, and comes back. */
export const Outage: Story = {
  name: 'An outage',
  parameters: documented(
    'A renewal that fails is no reason to hide what works: the embed is `degraded`, stays on show, and tries again ' +
      'with growing patience, or when a `Retry-After` says so. Tokens live half a minute here; should one run out, ' +
      'the embed is `expired`, and still on show. A 403 is tried again only by a person: press “Renew now”.',
    `
<ExploEmbed
  embedId="d5b2"
  tokenEndpoint="/api/embed-token"
  onStateChange={(state) => setIsStale(state.status === 'expired')}
  onError={(error) => report(error.code)}
/>`,
  ),
  play: async ({ canvas, canvasElement, loaded, step, userEvent }) => {
    const { resource } = emulatedIn({ loaded })
    await waitForState(canvasElement, 'ready')
    const frames = shownFrames(canvasElement)
    await expect(frames).toHaveLength(1)
    await step('a renewal fails, and the dashboard stays', async () => {
      await userEvent.click(canvas.getByRole('button', { name: '500' }))
      await userEvent.click(canvas.getByRole('button', { name: 'Renew now' }))
      await waitForState(canvasElement, 'degraded')
      await expect(shownFrames(canvasElement)).toEqual(frames)
    })
    await step('the server is mended, and the dashboard recovers by itself', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Works' }))
      await waitForState(canvasElement, 'ready', 30_000)
      await expect(shownFrames(canvasElement)).toEqual(frames)
      const { loads, visibleExpiredMs } = await fetchSummary(resource)
      await expect({ loads, visibleExpiredMs }).toEqual({ loads: 1, visibleExpiredMs: 0 })
    })
  },
}
