import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { SupersetEmbed } from '../src/superset.ts'
import { emulate, emulatedIn } from './emulator/emulate.ts'
import { fetchSummary } from './emulator/fetchSummary.ts'
import { EmbedScene } from './scenes/EmbedScene.tsx'
import { FILL_HEIGHT } from './shell/fillHeight.ts'
import { supersetArgTypes } from './support/argTypes.ts'
import { documented } from './support/documented.ts'
import { waitForState } from './support/waitForState.ts'
import { shownFrames } from './support/watchFrames.ts'

const meta = {
  title: 'Embeds/SupersetEmbed',
  component: SupersetEmbed,
  argTypes: supersetArgTypes,
  args: {
    dashboardId: 'd73e7841-9342-4afd-8e29-b4a416a2498c',
    origin: 'https://superset.example.com',
    tokenEndpoint: '/api/embed-token',
  },
  parameters: {
    docs: {
      description: {
        component:
          'A dashboard of your Apache Superset. Its guest token is refreshed in place. The dashboard on this page is ' +
          'emulated: it takes its tokens over a message port, by Superset’s own package.',
      },
    },
  },
} satisfies Meta<typeof SupersetEmbed>

export default meta
type Story = StoryObj<typeof meta>

/** A dashboard whose token is refreshed every few seconds. */
export const Dashboard: Story = {
  name: 'A dashboard',
  loaders: [emulate('superset', 'Superset', { lifetime: 15_000 })],
  args: { dashboardUiConfig: { hideTitle: false, urlParams: { themeMode: 'dark' } } },
  parameters: documented(
    'Tokens are valid for 15 seconds here. The label in the corner of the dashboard shows that each one is replaced in ' +
      'time, and the period that you choose stays.',
    `
<SupersetEmbed
  dashboardId="d73e7841-9342-4afd-8e29-b4a416a2498c"
  origin="https://superset.example.com"
  tokenEndpoint="/api/embed-token"
  dashboardUiConfig={{ urlParams: { themeMode: 'dark' } }}
/>`,
  ),
  render: (args, context) => {
    const { resource, origin } = emulatedIn(context)
    return (
      <EmbedScene section="Reports" title="Checkout" lead="The orders of the shop." name="Orders" height={FILL_HEIGHT}>
        {(onStateChange) => (
          <SupersetEmbed {...args} dashboardId={resource} origin={origin} onStateChange={onStateChange} />
        )}
      </EmbedScene>
    )
  },
  play: async ({ canvasElement, loaded }) => {
    const { resource } = emulatedIn({ loaded })
    await waitForState(canvasElement, 'ready')
    const [frame] = shownFrames(canvasElement)
    await expect(frame).toHaveAccessibleName('Superset dashboard')
    await waitFor(async () => expect((await fetchSummary(resource)).delivered).toBeGreaterThan(0), { timeout: 20_000 })
    await expect(shownFrames(canvasElement)).toEqual([frame])
    const { loads, dataRejected } = await fetchSummary(resource)
    await expect({ loads, dataRejected }).toEqual({ loads: 1, dataRejected: 0 })
  },
}
