import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { FeltEmbed } from '../src/index.ts'
import { emulate, emulatedIn } from './emulator/emulate.ts'
import { setOptions } from './emulator/setOptions.ts'
import { EmbedScene } from './scenes/EmbedScene.tsx'
import { FriendlyError } from './scenes/FriendlyError.tsx'
import { MapSkeleton } from './scenes/MapSkeleton.tsx'
import { FILL_HEIGHT } from './shell/fillHeight.ts'
import { documented } from './support/documented.ts'
import { waitForState } from './support/waitForState.ts'

const CODE = `
<FeltEmbed
  mapId="CjU1CMJPTAGofjOK3ICf1D"
  tokenEndpoint="/api/embed-token"
  fallback={<MapSkeleton />}
  renderError={(problem) => <FriendlyError {...problem} />}
/>`

const meta = {
  title: 'In your app/Custom loading and error UI',
  parameters: { controls: { disable: true } },
  render: (_args, context) => {
    const { resource, origin } = emulatedIn(context)
    return (
      <EmbedScene
        title="Where we work"
        lead="Until there is a map, the page is the host’s."
        name="Offices"
        height={FILL_HEIGHT}
      >
        {(onStateChange) => (
          <FeltEmbed
            mapId={resource}
            origin={origin}
            tokenEndpoint="/api/embed-token"
            fallback={<MapSkeleton />}
            renderError={(problem) => <FriendlyError {...problem} />}
            onStateChange={onStateChange}
          />
        )}
      </EmbedScene>
    )
  },
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

/** A skeleton until the map is ready. */
export const Loading: Story = {
  name: 'A skeleton',
  loaders: [emulate('felt', 'Skeleton', { latency: 2_500 })],
  parameters: documented('`fallback` is shown until the first map is ready, and never again.', CODE),
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByRole('status', { name: 'Drawing your map' })).toBeVisible()
    await waitForState(canvasElement, 'ready')
    await expect(canvas.queryByRole('status', { name: 'Drawing your map' })).toBeNull()
  },
}

/** An error in the host's own words. */
export const Failure: Story = {
  name: 'A friendly error',
  loaders: [emulate('felt', 'Friendly', { mintFault: 'error' })],
  parameters: documented(
    '`renderError` is shown only where there is no map worth showing. It knows what happened, whether the library tries ' +
      'again by itself, and how to try at once.',
    CODE,
  ),
  play: async ({ canvas, canvasElement, loaded, step, userEvent }) => {
    const { resource } = emulatedIn({ loaded })
    await step('the host’s own words are shown', async () => {
      await expect(await canvas.findByRole('alert')).toHaveTextContent('We are trying again by ourselves')
    })
    await step('and its own button brings the map', async () => {
      await setOptions('felt', resource, { mintFault: 'none' })
      await userEvent.click(canvas.getByRole('button', { name: 'Try now' }))
      await waitForState(canvasElement, 'ready')
    })
  },
}
