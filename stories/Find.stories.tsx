import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { FindScene } from './scenes/FindScene.tsx'

const meta = {
  title: 'Find in the guide',
  tags: ['!autodocs'],
  parameters: { controls: { disable: true } },
  render: () => <FindScene />,
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

/** A full-text search over the guide. */
export const Find: Story = {
  name: 'Find in the guide',
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('searchbox', { name: 'Find in the guide' })).toHaveFocus()
    const pages = canvas.getByRole('list', { name: 'Pages' })
    await expect(pages.children.length).toBeGreaterThan(10)
  },
}

/** A search for an error code. */
export const FindErrorCode: Story = {
  ...Find,
  name: 'A search for an error code lists its section first, with a link to the heading',
  tags: ['!dev', '!autodocs'],
  play: async ({ canvas, userEvent }) => {
    await userEvent.type(canvas.getByRole('searchbox'), 'token_rejected')
    const [first] = await canvas.findAllByRole('link', { name: 'TOKEN_REJECTED' })
    await expect(first).toHaveAttribute('href', expect.stringMatching(/^\.\/\?path=\/docs\/guide-.+#token_rejected$/))
  },
}
