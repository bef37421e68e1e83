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
import { NO_TIMEOUT } from './support/noTimeout.ts'
import { waitForState } from './support/waitForState.ts'

const CODE = `
<FeltEmbed
  mapId="CjU1CMJPTAGofjOK3ICf1D"
  tokenEndpoint="/api/embed-token"
  fallback={<MapSkeleton />}
  renderError={(props) => <FriendlyError {...props} />}
/>`

const meta = {
  title: 'In your app/Custom loading and error UI',
  parameters: { controls: { disable: true } },
  render: (_args, context) => {
    const { resource, origin } = emulatedIn(context)
    return (
      <EmbedScene
        title="Where we work"
        lead="Your app renders the loading UI and the error UI."
        name="Offices"
        height={FILL_HEIGHT}
      >
        {(onStateChange) => (
          <FeltEmbed
            mapId={resource}
            origin={origin}
            tokenEndpoint="/api/embed-token"
            fallback={<MapSkeleton />}
            renderError={(props) => <FriendlyError {...props} />}
            readyTimeout={NO_TIMEOUT}
            onStateChange={onStateChange}
          />
        )}
      </EmbedScene>
    )
  },
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

/** A skeleton while the map loads. */
export const Loading: Story = {
  name: 'Skeleton',
  loaders: [emulate('felt', 'Skeleton', { unresponsive: true })],
  parameters: documented(
    '`fallback` is shown until the first iframe is ready, and not again afterwards. The map of this story never ' +
      'becomes ready.',
    CODE,
  ),
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByRole('status', { name: 'Loading the map' })).toBeVisible()
    await waitForState(canvasElement, 'loading')
  },
}

/** The end of the skeleton. */
export const LoadingEnds: Story = {
  ...Loading,
  name: 'The skeleton disappears when the map is ready',
  tags: ['!dev', '!autodocs'],
  loaders: [emulate('felt', 'SkeletonEnds', { latency: 1_000 })],
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByRole('status', { name: 'Loading the map' })).toBeVisible()
    await waitForState(canvasElement, 'ready')
    await expect(canvas.queryByRole('status', { name: 'Loading the map' })).toBeNull()
  },
}

/** An error in the app's own words. */
export const Failure: Story = {
  name: 'Friendly error',
  loaders: [emulate('felt', 'Friendly', { mintFault: 'error' })],
  parameters: documented(
    '`renderError` is called only while no map is visible. It receives the error, whether the library retries ' +
      'automatically, and a function that retries immediately.',
    CODE,
  ),
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByRole('alert')).toHaveTextContent('We are retrying automatically')
    await waitForState(canvasElement, 'error')
  },
}

/** The end of the error. */
export const FailureEnds: Story = {
  ...Failure,
  name: 'The retry button of the app’s own error UI loads the map when the server works again',
  tags: ['!dev', '!autodocs'],
  play: async ({ canvas, canvasElement, loaded, userEvent }) => {
    const { resource } = emulatedIn({ loaded })
    await canvas.findByRole('alert')
    await setOptions('felt', resource, { mintFault: 'none' })
    await userEvent.click(canvas.getByRole('button', { name: 'Retry now' }))
    await waitForState(canvasElement, 'ready')
  },
}
