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

/** The token server fails, and the dashboard stays visible. */
export const Outage: Story = {
  name: 'Backend outage',
  parameters: documented(
    'A failed refresh does not hide a working embed. The state is `degraded`, the dashboard stays visible, and the ' +
      'library retries with backoff, or after the time in `Retry-After`. Tokens are valid for 30 seconds here: after ' +
      'that the state is `expired`, and the dashboard still stays visible. A 403 is not retried automatically: press ' +
      '“Refresh now”.',
    `
<ExploEmbed
  embedId="d5b2"
  tokenEndpoint="/api/embed-token"
  onStateChange={(state) => setIsStale(state.status === 'expired')}
  onError={(error) => report(error.code)}
/>`,
  ),
  play: async ({ canvasElement }) => {
    await waitForState(canvasElement, 'degraded')
    await expect(shownFrames(canvasElement)).toHaveLength(1)
  },
}

/** The end of the outage. */
export const OutageEnds: Story = {
  ...Outage,
  name: 'The dashboard recovers in the same iframe when the token server works again',
  tags: ['!dev', '!autodocs'],
  play: async ({ canvas, canvasElement, loaded, userEvent }) => {
    const { resource } = emulatedIn({ loaded })
    await waitForState(canvasElement, 'degraded')
    const frames = shownFrames(canvasElement)
    await userEvent.click(canvas.getByRole('button', { name: 'Works' }))
    await waitForState(canvasElement, 'ready', 30_000)
    await expect(shownFrames(canvasElement)).toEqual(frames)
    const { loads, visibleExpiredMs } = await fetchSummary(resource)
    await expect({ loads, visibleExpiredMs }).toEqual({ loads: 1, visibleExpiredMs: 0 })
  },
}
