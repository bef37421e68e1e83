import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { FeltEmbed } from '../src/index.ts'
import { emulate, emulatedIn } from './emulator/emulate.ts'
import { setOptions } from './emulator/setOptions.ts'
import { EmbedScene } from './scenes/EmbedScene.tsx'
import { FILL_HEIGHT } from './shell/fillHeight.ts'
import { documented } from './support/documented.ts'
import { waitForState } from './support/waitForState.ts'
import { shownFrames } from './support/watchFrames.ts'

const meta = {
  title: 'Tokens/Access denied (403)',
  parameters: { controls: { disable: true } },
  loaders: [emulate('felt', 'Refusal', { mintFault: 'refuse' })],
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

/** The token server answers 403. */
export const AccessDenied: Story = {
  name: 'Access denied (403)',
  parameters: documented(
    'The server responds with 403, so no iframe is created and the default error UI is shown, in the system colors. ' +
      'The library does not retry automatically, because the viewer first needs access.',
    `
<FeltEmbed
  mapId="CjU1CMJPTAGofjOK3ICf1D"
  tokenEndpoint="/api/embed-token"
  labels={{ errorTitle: 'This map is not shared with you' }}
/>`,
  ),
  render: (_args, context) => {
    const { resource, origin } = emulatedIn(context)
    return (
      <EmbedScene
        title="Partners"
        lead="A map that this viewer has no access to."
        name="Partners by country"
        height={FILL_HEIGHT}
      >
        {(onStateChange) => (
          <FeltEmbed
            mapId={resource}
            origin={origin}
            tokenEndpoint="/api/embed-token"
            labels={{ errorTitle: 'This map is not shared with you' }}
            onStateChange={onStateChange}
          />
        )}
      </EmbedScene>
    )
  },
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByRole('alert')).toHaveTextContent('This map is not shared with you')
    await waitForState(canvasElement, 'error')
    await expect(canvasElement.querySelector('iframe')).toBeNull()
  },
}

/** The viewer gets access. */
export const AccessGranted: Story = {
  ...AccessDenied,
  name: 'The retry button loads the map when the viewer has got access',
  tags: ['!dev', '!autodocs'],
  play: async ({ canvas, canvasElement, loaded, userEvent }) => {
    const { resource } = emulatedIn({ loaded })
    await canvas.findByRole('alert')
    await setOptions('felt', resource, { mintFault: 'none' })
    await userEvent.click(canvas.getByRole('button', { name: 'Try again' }))
    await waitForState(canvasElement, 'ready')
    await expect(shownFrames(canvasElement)).toHaveLength(1)
  },
}
