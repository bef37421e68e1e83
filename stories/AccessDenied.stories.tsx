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

/** The token server says no from the start. */
export const AccessDenied: Story = {
  name: 'Access denied (403)',
  parameters: documented(
    'The server answers 403, so there is nothing to show: this is the library’s own look of an error, in the ' +
      'browser’s system colours. Nothing tries again by itself, as only a person can help.',
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
        lead="A map that is not for everyone."
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
  play: async ({ canvas, canvasElement, loaded, step, userEvent }) => {
    const { resource } = emulatedIn({ loaded })
    await step('the refusal is told, and no frame is made', async () => {
      await expect(await canvas.findByRole('alert')).toHaveTextContent('This map is not shared with you')
      await expect(canvasElement.querySelector('iframe')).toBeNull()
    })
    await step('with the right given, a click brings the map', async () => {
      await setOptions('felt', resource, { mintFault: 'none' })
      await userEvent.click(canvas.getByRole('button', { name: 'Try again' }))
      await waitForState(canvasElement, 'ready')
      await expect(shownFrames(canvasElement)).toHaveLength(1)
    })
  },
}
