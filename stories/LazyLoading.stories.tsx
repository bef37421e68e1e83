import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { emulate, emulatedIn } from './emulator/emulate.ts'
import { fetchSummary } from './emulator/fetchSummary.ts'
import { LazyScene } from './scenes/LazyScene.tsx'
import { documented } from './support/documented.ts'
import { waitForState } from './support/waitForState.ts'

const meta = {
  title: 'In your app/Lazy loading',
  parameters: { controls: { disable: true } },
  loaders: [emulate('felt', 'Lazy')],
  render: (_args, context) => <LazyScene emulated={emulatedIn(context)} />,
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

/** A map far down a page. */
export const LazyLoading: Story = {
  name: 'Below the fold',
  parameters: documented(
    'Neither a token is fetched nor a frame made until the map nears the viewport. Scroll down and watch the counter.',
    '<FeltEmbed mapId="CjU1CMJPTAGofjOK3ICf1D" tokenEndpoint="/api/embed-token" loading="lazy" />',
  ),
  play: async ({ canvas, canvasElement, loaded, step }) => {
    const { resource } = emulatedIn({ loaded })
    await step('nothing is fetched for a map that is out of sight', async () => {
      await waitForState(canvasElement, 'idle')
      await expect((await fetchSummary(resource)).minted).toBe(0)
      await expect(canvasElement.querySelector('iframe')).toBeNull()
    })
    await step('scrolling there brings it', async () => {
      canvas.getByRole('region', { name: 'Offices and partners' }).scrollIntoView({ block: 'center' })
      await waitForState(canvasElement, 'ready')
      const { minted, loads } = await fetchSummary(resource)
      await expect({ minted, loads }).toEqual({ minted: 1, loads: 1 })
    })
  },
}
