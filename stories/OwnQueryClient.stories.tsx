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

/** The token is a query among the host's own. */
export const OwnQueryClient: Story = {
  name: 'Its own QueryClient',
  parameters: documented(
    'Inside a `QueryClientProvider` the embed keeps its token in the host’s cache, so that a `clear()` at sign-out ' +
      'reaches it. The cache never gives the token away: a dehydrated copy, as a persister or a server writes it, holds ' +
      'the host’s data and nothing of the token.',
    `
<QueryClientProvider client={queryClient}>
  <FeltEmbed mapId="CjU1CMJPTAGofjOK3ICf1D" tokenEndpoint="/api/embed-token" viewerId="viewer-81" />
</QueryClientProvider>`,
  ),
  play: async ({ canvas, canvasElement, step }) => {
    await waitForState(canvasElement, 'ready')
    await step('the query lives in the host’s cache', async () => {
      await expect(canvas.getByRole('list', { name: 'Queries' })).toHaveTextContent(/embed-token.*success/)
    })
    await step('no token is to be seen in it', async () => {
      const src = shownFrames(canvasElement)[0]?.src ?? ''
      const token = new URL(src).searchParams.get('token') ?? ''
      await expect(token.length > 8).toBe(true)
      await expect(canvasElement.textContent.includes(token)).toBe(false)
      await expect(canvas.getByText('nothing')).toBeVisible()
    })
  },
}
