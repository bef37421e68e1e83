import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { emulate, emulatedIn } from './emulator/emulate.ts'
import { WelcomeScene } from './scenes/WelcomeScene.tsx'
import { shownFrames } from './support/watchFrames.ts'

const LIFETIME = 20_000

const meta = {
  title: 'Welcome',
  tags: ['!autodocs'],
  loaders: [emulate('felt', 'Welcome', { lifetime: LIFETIME })],
  parameters: { controls: { disable: true } },
  render: (_args, context) => <WelcomeScene emulated={emulatedIn(context)} lifetime={LIFETIME} />,
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

/** Shows the purpose of the library, in a few lines and a map. */
export const Welcome: Story = {
  play: async ({ canvas, canvasElement }) => {
    await expect(canvas.getByRole('heading', { level: 1 })).toBeVisible()
    await waitFor(() => expect(shownFrames(canvasElement)).toHaveLength(1), { timeout: 20_000 })
    await canvas.findByText(/This map has used 1 token/, undefined, { timeout: 10_000 })
  },
}
