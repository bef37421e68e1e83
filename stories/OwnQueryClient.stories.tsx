import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { emulate, emulatedIn } from './emulator/emulate.ts'
import { QueryClientScene } from './scenes/QueryClientScene.tsx'
import { documented } from './support/documented.ts'
import { waitForState } from './support/waitForState.ts'
import { shownFrames } from './support/watchFrames.ts'

const meta = {
  title: 'In your app/Using your own QueryClient',
  parameters: { controls: { disable: true } },
  loaders: [emulate('felt', 'HostCache')],
  render: (_args, context) => <QueryClientScene emulated={emulatedIn(context)} />,
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

/** The token is a query of the app's own cache. */
export const OwnQueryClient: Story = {
  name: 'Your own QueryClient',
  parameters: documented(
    'Inside a `QueryClientProvider` the embed stores its token in your app’s cache, so `clear()` at sign-out removes ' +
      'the token. The token is never dehydrated: persisters and server rendering write your app’s data without it.',
    `
<QueryClientProvider client={queryClient}>
  <FeltEmbed mapId="CjU1CMJPTAGofjOK3ICf1D" tokenEndpoint="/api/embed-token" viewerId="viewer-81" />
</QueryClientProvider>`,
  ),
  play: async ({ canvas, canvasElement, step }) => {
    await waitForState(canvasElement, 'ready')
    await step('the app’s cache contains the token’s query', async () => {
      await expect(canvas.getByRole('list', { name: 'Queries' })).toHaveTextContent(/embed-token.*success/)
    })
    await step('the cache does not dehydrate the token', async () => {
      const src = shownFrames(canvasElement)[0]?.src ?? ''
      const token = new URL(src).searchParams.get('token') ?? ''
      await expect(token.length > 8).toBe(true)
      await expect(canvasElement.textContent.includes(token)).toBe(false)
      await expect(canvas.getByText('nothing')).toBeVisible()
    })
  },
}
