import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { ExploEmbed } from '../src/index.ts'
import { emulate, emulatedIn } from './emulator/emulate.ts'
import { fetchSummary } from './emulator/fetchSummary.ts'
import { ExploScene } from './scenes/ExploScene.tsx'
import { exploArgTypes } from './support/argTypes.ts'
import { documented } from './support/documented.ts'
import { waitForState } from './support/waitForState.ts'
import { shownFrames } from './support/watchFrames.ts'

const meta = {
  title: 'Embeds/ExploEmbed',
  component: ExploEmbed,
  argTypes: exploArgTypes,
  args: { embedId: 'd5b2', tokenEndpoint: '/api/embed-token', localeCode: 'en-us' },
  parameters: {
    docs: {
      description: {
        component:
          'Embeds an Explo dashboard or report builder. A changed variable is sent as a message, without a reload. ' +
          'Events are typed. The dashboard on this page is emulated: it accepts tokens and messages as Explo does.',
      },
    },
  },
} satisfies Meta<typeof ExploEmbed>

export default meta
type Story = StoryObj<typeof meta>

/** A dashboard with automatic height and a variable that the app sets. */
export const Dashboard: Story = {
  name: 'Dashboard',
  loaders: [emulate('explo', 'Dashboard')],
  args: { environment: 'production', autoHeight: true },
  parameters: documented(
    'The buttons belong to the app: each sets the variable `region`, and the dashboard is updated. The events of the ' +
      'dashboard are listed beside it.',
    `
const [region, setRegion] = useState('All')

<ExploEmbed
  embedId="d5b2"
  tokenEndpoint="/api/embed-token"
  variables={{ region }}
  onEvent={(event) => {
    if (event.name === 'dashboardLoaded') track('sales opened', event.loadTime)
  }}
/>`,
  ),
  render: (embed, context) => (
    <ExploScene
      emulated={emulatedIn(context)}
      embed={embed}
      title="Sales"
      lead="Revenue and orders of the sample year, for one region or for all."
      name="This year"
    />
  ),
  play: async ({ canvas, canvasElement }) => {
    await waitForState(canvasElement, 'ready')
    await canvas.findByText('dashboardLoaded')
    await expect(shownFrames(canvasElement)[0]?.clientHeight).toBeGreaterThan(400)
  },
}

/** A variable that the app changes. */
export const DashboardVariable: Story = {
  ...Dashboard,
  name: 'A changed variable is sent to the dashboard without a reload',
  tags: ['!dev', '!autodocs'],
  play: async ({ canvas, canvasElement, loaded, userEvent }) => {
    const { resource } = emulatedIn({ loaded })
    await waitForState(canvasElement, 'ready')
    const [frame] = shownFrames(canvasElement)
    await userEvent.click(canvas.getByRole('button', { name: 'EMEA' }))
    await canvas.findByText('dashboardUpdated', undefined, { timeout: 5_000 })
    await expect(shownFrames(canvasElement)).toEqual([frame])
    await expect((await fetchSummary(resource)).loads).toBe(1)
  },
}

/** A report builder, which needs a height. */
export const ReportBuilder: Story = {
  name: 'Report builder',
  loaders: [emulate('explo', 'ReportBuilder', { reportBuilderReady: true })],
  args: { kind: 'report-builder' },
  parameters: documented(
    'A report builder does not report a height, so set one. Its state is `ready` when the iframe has loaded, because ' +
      'Explo documents no ready event for report builders.',
    `
<ExploEmbed
  kind="report-builder"
  embedId="r8c1"
  tokenEndpoint="/api/embed-token"
  style={{ height: 600 }}
/>`,
  ),
  render: (embed, context) => (
    <ExploScene
      emulated={emulatedIn(context)}
      embed={embed}
      title="Report builder"
      lead="Build a report from this year’s sales."
      name="New report"
      height={600}
    />
  ),
  play: async ({ canvasElement, loaded }) => {
    const { resource } = emulatedIn({ loaded })
    await waitForState(canvasElement, 'ready')
    await expect(shownFrames(canvasElement)[0]?.clientHeight).toBe(600)
    const { minted, loads, loadsRejected } = await fetchSummary(resource)
    await expect({ minted, loads, loadsRejected }).toEqual({ minted: 1, loads: 1, loadsRejected: 0 })
  },
}
