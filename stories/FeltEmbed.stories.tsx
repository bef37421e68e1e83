import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { FeltEmbed } from '../src/index.ts'
import { emulate, emulatedIn } from './emulator/emulate.ts'
import { fetchSummary } from './emulator/fetchSummary.ts'
import { EmbedScene } from './scenes/EmbedScene.tsx'
import { feltArgTypes } from './support/argTypes.ts'
import { FILL_HEIGHT } from './shell/fillHeight.ts'
import { documented } from './support/documented.ts'
import { waitForState } from './support/waitForState.ts'
import { shownFrames } from './support/watchFrames.ts'

const meta = {
  title: 'Embeds/FeltEmbed',
  component: FeltEmbed,
  argTypes: feltArgTypes,
  args: { mapId: 'CjU1CMJPTAGofjOK3ICf1D', tokenEndpoint: '/api/embed-token' },
  parameters: {
    docs: {
      description: {
        component:
          'A private Felt map. Give it a map and a route of your back end that mints tokens; it sees to the rest. ' +
          'The map on this page is emulated: it speaks Felt’s protocol and minds its tokens as Felt does.',
      },
    },
  },
} satisfies Meta<typeof FeltEmbed>

export default meta
type Story = StoryObj<typeof meta>

/** A map in a page. */
export const Map: Story = {
  name: 'A map',
  loaders: [emulate('felt', 'Map')],
  args: {
    uiControls: { showLegend: true, cooperativeGestures: true, zoomControls: true, scaleBar: true },
    initialViewport: { center: { latitude: 46, longitude: 12 }, zoom: 3.4 },
    refreshMode: 'swap',
  },
  parameters: documented(
    'Change the controls and see the map follow without being loaded again.',
    `
<FeltEmbed
  mapId="CjU1CMJPTAGofjOK3ICf1D"
  tokenEndpoint="/api/embed-token"
  uiControls={{ showLegend: true, cooperativeGestures: true }}
  initialViewport={{ center: { latitude: 46, longitude: 12 }, zoom: 3.4 }}
/>`,
  ),
  render: (args, context) => {
    const { resource, origin } = emulatedIn(context)
    return (
      <EmbedScene
        title="Offices"
        lead="All our offices in Europe, and whom they work with."
        name="Europe"
        height={FILL_HEIGHT}
      >
        {(onStateChange) => (
          <FeltEmbed
            {...args}
            // Where a map starts is read once, so another start is another map.
            key={JSON.stringify(args.initialViewport)}
            mapId={resource}
            origin={origin}
            onStateChange={onStateChange}
          />
        )}
      </EmbedScene>
    )
  },
  play: async ({ canvasElement, loaded }) => {
    const { resource } = emulatedIn({ loaded })
    await waitForState(canvasElement, 'ready')
    const [frame, ...others] = shownFrames(canvasElement)
    await expect(others).toEqual([])
    await expect(frame).toHaveAccessibleName('Felt map')
    const { minted, loads, loadsRejected } = await fetchSummary(resource)
    await expect({ minted, loads, loadsRejected }).toEqual({ minted: 1, loads: 1, loadsRejected: 0 })
  },
}
