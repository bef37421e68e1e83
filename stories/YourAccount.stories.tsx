import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { type Accounts, fetchAccounts } from './emulator/fetchAccounts.ts'
import { AccountScene } from './scenes/AccountScene.tsx'
import { documented } from './support/documented.ts'

const meta = {
  title: 'In your app/Your own account',
  parameters: { controls: { disable: true } },
  loaders: [async (): Promise<{ accounts: Accounts }> => ({ accounts: await fetchAccounts() })],
  render: (_args, { loaded }) => <AccountScene {...(loaded.accounts as Accounts)} />,
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

/** The real providers. */
export const YourAccount: Story = {
  name: 'Your own map and dashboard',
  parameters: documented(
    'With your API tokens in the environment of `npm start`, this page shows your own map and dashboard, from the real ' +
      'vendors. The tokens stay in that process.',
    `createTokenHandler({
  felt: { apiToken: process.env.FELT_API_TOKEN },
  authorize: () => ({ felt: { userEmail: 'you@example.com', mapIds: ['CjU1CMJPTAGofjOK3ICf1D'] } }),
})`,
  ),
  play: async ({ canvas, loaded }) => {
    const { mapId, embedId } = loaded.accounts as Accounts
    const hints = canvas.queryAllByRole('listitem').map(({ textContent }) => textContent)
    await expect(hints.includes('FELT_API_TOKEN')).toBe(mapId === null)
    await expect(hints.includes('EXPLO_API_TOKEN')).toBe(embedId === null)
  },
}
