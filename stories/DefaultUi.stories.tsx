import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { type EmbedLabels, FeltEmbed } from '../src/index.ts'
import { emulate, emulatedIn } from './emulator/emulate.ts'
import { setOptions } from './emulator/setOptions.ts'
import { EmbedScene } from './scenes/EmbedScene.tsx'
import { FILL_HEIGHT } from './shell/fillHeight.ts'
import { documented } from './support/documented.ts'
import { waitForState } from './support/waitForState.ts'
import { shownFrames } from './support/watchFrames.ts'

/** Every text that the library itself shows, in Arabic. */
const ARABIC: EmbedLabels = {
  loading: 'جارٍ التحميل…',
  errorTitle: 'تعذّر عرض هذه الخريطة',
  retry: 'حاول مرة أخرى',
  expired: 'قد تكون هذه الخريطة قديمة: تعذّر تجديد الوصول إليها.',
  offline: 'أنت غير متصل بالإنترنت.',
}

const meta = {
  title: 'In your app/Default loading and error UI',
  parameters: { controls: { disable: true } },
  args: { labels: {}, dir: 'ltr' },
  render: ({ labels, dir }, context) => {
    const { resource, origin } = emulatedIn(context)
    return (
      <div dir={dir}>
        <EmbedScene
          title="Stations"
          lead="Where a host gives no look of its own, the library’s is shown, in the system’s colours and font."
          name="Stations by traffic"
          height={FILL_HEIGHT}
        >
          {(onStateChange) => (
            <FeltEmbed
              mapId={resource}
              origin={origin}
              tokenEndpoint="/api/embed-token"
              labels={labels}
              onStateChange={onStateChange}
            />
          )}
        </EmbedScene>
      </div>
    )
  },
} satisfies Meta<{ labels: Partial<EmbedLabels>; dir: 'ltr' | 'rtl' }>

export default meta
type Story = StoryObj<typeof meta>

/** Until there is a map. */
export const Loading: Story = {
  loaders: [emulate('felt', 'OwnLoading', { readyDelay: 2_500 })],
  parameters: documented(
    'Nothing moves when the map comes: the look lies over the frame that is loading.',
    '<FeltEmbed mapId="CjU1CMJPTAGofjOK3ICf1D" tokenEndpoint="/api/embed-token" />',
  ),
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByText('Loading…')).toBeVisible()
    await expect(canvas.getByRole('status')).toHaveTextContent('Loading…')
    await expect(canvasElement.querySelector('[aria-busy=true]')).not.toBeNull()
    await waitForState(canvasElement, 'ready')
    await expect(canvas.queryByText('Loading…')).toBeNull()
  },
}

/** A map whose token expired, as the backend is down: it stays, with a notice under it. */
export const ExpiredNotice: Story = {
  name: 'Expired notice',
  loaders: [emulate('felt', 'OwnExpired', { lifetime: 6_000 })],
  parameters: documented(
    'A token that runs out covers nothing: after a failed attempt the map has a notice under it, until it is renewed.',
    '<FeltEmbed mapId="CjU1CMJPTAGofjOK3ICf1D" tokenEndpoint="/api/embed-token" />',
  ),
  play: async ({ canvas, canvasElement, loaded, step }) => {
    const { resource } = emulatedIn({ loaded })
    await waitForState(canvasElement, 'ready')
    await step('the back end goes down, and the token runs out', async () => {
      await setOptions('felt', resource, { mintFault: 'error' })
      await waitForState(canvasElement, 'expired', 20_000)
      await expect(await canvas.findByText(/may be out of date/)).toBeVisible()
      await expect(shownFrames(canvasElement)).toHaveLength(1)
    })
  },
}

/** Another language, from right to left. */
export const RightToLeft: Story = {
  name: 'Right-to-left',
  args: { labels: ARABIC, dir: 'rtl' },
  loaders: [emulate('felt', 'OwnRtl', { mintFault: 'refuse' })],
  parameters: documented(
    'Every text is in `labels`; the direction is the page’s. What a developer should know is shown in development only.',
    `
<FeltEmbed
  mapId="CjU1CMJPTAGofjOK3ICf1D"
  tokenEndpoint="/api/embed-token"
  labels={{ errorTitle: 'تعذّر عرض هذه الخريطة', retry: 'حاول مرة أخرى' }}
/>`,
  ),
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('alert')).toHaveTextContent(ARABIC.errorTitle)
    await expect(canvas.getByRole('button', { name: ARABIC.retry })).toBeVisible()
  },
}
