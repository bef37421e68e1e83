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
          'Embeds a private Felt map. Pass the map’s id and a route of your backend that mints tokens. The map on this ' +
          'page is emulated: it uses Felt’s message protocol, and its tokens expire as Felt’s do.',
      },
    },
  },
} satisfies Meta<typeof FeltEmbed>

export default meta
type Story = StoryObj<typeof meta>

/** A map with the controls of Felt’s UI. */
export const Map: Story = {
  name: 'Map',
  loaders: [emulate('felt', 'Map')],
  args: {
    uiControls: { showLegend: true, cooperativeGestures: true, zoomControls: true, scaleBar: true },
    initialViewport: { center: { latitude: 46, longitude: 12 }, zoom: 3.4 },
    refreshMode: 'swap',
  },
  parameters: documented(
    'Change the controls: the map is updated by messages, and its iframe is not reloaded.',
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
        lead="All our offices in Europe, and their partners."
        name="Europe"
        height={FILL_HEIGHT}
      >
        {(onStateChange) => (
          <FeltEmbed
            {...args}
            // `initialViewport` is read once, so a change needs a new component.
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
