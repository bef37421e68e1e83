import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { MetabaseEmbed } from '../src/metabase.ts'
import { emulate, emulatedIn } from './emulator/emulate.ts'
import { fetchSummary } from './emulator/fetchSummary.ts'
import { EmbedScene } from './scenes/EmbedScene.tsx'
import { FILL_HEIGHT } from './shell/fillHeight.ts'
import { metabaseArgTypes } from './support/argTypes.ts'
import { documented } from './support/documented.ts'
import { waitForState } from './support/waitForState.ts'
import { shownFrames } from './support/watchFrames.ts'

const meta = {
  title: 'Embeds/MetabaseEmbed',
  component: MetabaseEmbed,
  argTypes: metabaseArgTypes,
  args: { dashboardId: '10', origin: 'https://metabase.example.com', tokenEndpoint: '/api/embed-token' },
  parameters: {
    docs: {
      description: {
        component:
          'A dashboard or question of your Metabase. A second iframe with the same filters replaces the first at each ' +
          'refresh. The pages here are emulated: they read their token from the URL and report their filters and ' +
          'height as Metabase’s do.',
      },
    },
  },
} satisfies Meta<typeof MetabaseEmbed>

export default meta
type Story = StoryObj<typeof meta>

/** A dashboard with initial filters. */
export const Dashboard: Story = {
  name: 'A dashboard',
  loaders: [emulate('metabase', 'Metabase', { lifetime: 30_000 })],
  args: { initialParameters: { days: 30, hidden: ['Accounts'] }, appearance: { titled: true, theme: 'night' } },
  parameters: documented(
    'Tokens are valid for 30 seconds here. Choose another range: it stays when the dashboard is replaced.',
    `
<MetabaseEmbed
  dashboardId={10}
  origin="https://metabase.example.com"
  tokenEndpoint="/api/embed-token"
  initialParameters={{ days: 30, hidden: ['Accounts'] }}
  appearance={{ theme: 'night' }}
/>`,
  ),
  render: (args, context) => {
    const { resource, origin } = emulatedIn(context)
    return (
      <EmbedScene
        section="Reports"
        title="Services"
        lead="Requests to our services, by day."
        name="Requests"
        height={FILL_HEIGHT}
      >
        {(onStateChange) => (
          <MetabaseEmbed {...args} dashboardId={resource} origin={origin} onStateChange={onStateChange} />
        )}
      </EmbedScene>
    )
  },
  play: async ({ canvasElement, loaded }) => {
    const { resource } = emulatedIn({ loaded })
    await waitForState(canvasElement, 'ready')
    const [frame] = shownFrames(canvasElement)
    await expect(frame).toHaveAccessibleName('Metabase embed')
    await expect(new URL(frame?.src ?? '').search).toBe('?days=30&hidden=Accounts')
    const { loads, loadsRejected } = await fetchSummary(resource)
    await expect({ loads, loadsRejected }).toEqual({ loads: 1, loadsRejected: 0 })
  },
}

/** A single question. */
export const Question: Story = {
  name: 'A question',
  loaders: [emulate('metabase', 'Question')],
  args: { dashboardId: undefined },
  parameters: documented(
    'A question takes the same props as a dashboard.',
    `
<MetabaseEmbed questionId={7} origin="https://metabase.example.com" tokenEndpoint="/api/embed-token" />`,
  ),
  render: (args, context) => {
    const { resource, origin } = emulatedIn(context)
    return (
      <EmbedScene section="Reports" title="Requests" lead="A question of its own." name="Requests" height={480}>
        {(onStateChange) => (
          <MetabaseEmbed {...args} questionId={resource} origin={origin} onStateChange={onStateChange} />
        )}
      </EmbedScene>
    )
  },
  play: async ({ canvasElement }) => {
    await waitForState(canvasElement, 'ready')
    await expect(shownFrames(canvasElement)[0]?.src).toContain('/embed/question/')
  },
}
