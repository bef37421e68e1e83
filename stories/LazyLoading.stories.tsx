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

/** A map below the fold. */
export const LazyLoading: Story = {
  name: 'Below the fold',
  parameters: documented(
    'No token is requested and no iframe is created until the map is near the viewport. Scroll down: the counter changes.',
    '<FeltEmbed mapId="CjU1CMJPTAGofjOK3ICf1D" tokenEndpoint="/api/embed-token" loading="lazy" />',
  ),
  play: async ({ canvasElement, loaded }) => {
    const { resource } = emulatedIn({ loaded })
    await waitForState(canvasElement, 'idle')
    await expect((await fetchSummary(resource)).minted).toBe(0)
    await expect(canvasElement.querySelector('iframe')).toBeNull()
  },
}

/** The map in the viewport. */
export const ScrolledIntoView: Story = {
  ...LazyLoading,
  name: 'The map loads when it is scrolled into view',
  tags: ['!dev', '!autodocs'],
  play: async ({ canvas, canvasElement, loaded }) => {
    const { resource } = emulatedIn({ loaded })
    await waitForState(canvasElement, 'idle')
    canvas.getByRole('region', { name: 'Offices and partners' }).scrollIntoView({ block: 'center' })
    await waitForState(canvasElement, 'ready')
    const { minted, loads } = await fetchSummary(resource)
    await expect({ minted, loads }).toEqual({ minted: 1, loads: 1 })
  },
}
