import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { emulate, emulatedIn } from './emulator/emulate.ts'
import { fetchSummary } from './emulator/fetchSummary.ts'
import { SharingScene } from './scenes/SharingScene.tsx'
import { documented } from './support/documented.ts'
import { shownFrames } from './support/watchFrames.ts'

const meta = {
  title: 'Tokens/Shared token',
  parameters: { controls: { disable: true } },
  loaders: [emulate('felt', 'Sharing')],
  render: (_args, context) => <SharingScene emulated={emulatedIn(context)} />,
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

/** Two embeds of one map with one token. */
export const Sharing: Story = {
  name: 'Two embeds of one map',
  parameters: documented(
    'Embeds of the same map and viewer share one token and one request. A different `viewerId` has its own token.',
    `
<FeltEmbed mapId={mapId} tokenEndpoint="/api/embed-token" initialViewport={europe} title="Map of Europe" />
<FeltEmbed mapId={mapId} tokenEndpoint="/api/embed-token" initialViewport={asia} title="Map of Asia" />`,
  ),
  play: async ({ canvas, canvasElement, loaded }) => {
    const { resource } = emulatedIn({ loaded })
    await waitFor(
      () => expect(canvas.getAllByTestId('state').map((badge) => badge.textContent)).toEqual(['ready', 'ready']),
      { timeout: 20_000 },
    )
    await expect(shownFrames(canvasElement)).toHaveLength(2)
    const { minted, loads } = await fetchSummary(resource)
    await expect({ minted, loads }).toEqual({ minted: 1, loads: 2 })
  },
}
