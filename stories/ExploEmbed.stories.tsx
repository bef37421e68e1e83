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
          'A dashboard or report builder of Explo. Variables are told to the page, never a reload; its events come ' +
          'typed. What you see here is emulated: it takes tokens and messages as Explo does.',
      },
    },
  },
} satisfies Meta<typeof ExploEmbed>

export default meta
type Story = StoryObj<typeof meta>

/** A dashboard that takes its own height, with a variable set by the page around it. */
export const Dashboard: Story = {
  name: 'A dashboard',
  loaders: [emulate('explo', 'Dashboard')],
  args: { environment: 'production', autoHeight: true },
  parameters: documented(
    'The buttons belong to the host page: each sets the variable `region`, and the dashboard follows. Beside it is ' +
      'what the page tells.',
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
  play: async ({ canvas, canvasElement, loaded, step, userEvent }) => {
    const { resource } = emulatedIn({ loaded })
    await step('the dashboard takes the height that its page asks for', async () => {
      await waitForState(canvasElement, 'ready')
      await canvas.findByText('dashboardLoaded')
      await expect(shownFrames(canvasElement)[0]?.clientHeight).toBeGreaterThan(400)
    })
    await step('a variable of the host is a message, not another page', async () => {
      const [frame] = shownFrames(canvasElement)
      await userEvent.click(canvas.getByRole('button', { name: 'EMEA' }))
      await canvas.findByText('dashboardUpdated', undefined, { timeout: 5_000 })
      await expect(shownFrames(canvasElement)).toEqual([frame])
      await expect((await fetchSummary(resource)).loads).toBe(1)
    })
  },
}

/** A report builder, which fills the height that it is given. */
export const ReportBuilder: Story = {
  name: 'A report builder',
  loaders: [emulate('explo', 'ReportBuilder', { reportBuilderReady: true })],
  args: { kind: 'report-builder' },
  parameters: documented(
    'A report builder has no height of its own, so give it one. It is ready when it has loaded, as no event of its ' +
      'own is documented.',
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
      lead="Put together a report of your own from this year’s sales."
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
