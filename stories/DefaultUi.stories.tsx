import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { type EmbedLabels, FeltEmbed } from '../src/index.ts'
import { emulate, emulatedIn } from './emulator/emulate.ts'
import { setOptions } from './emulator/setOptions.ts'
import { EmbedScene } from './scenes/EmbedScene.tsx'
import { FILL_HEIGHT } from './shell/fillHeight.ts'
import { documented } from './support/documented.ts'
import { NO_TIMEOUT } from './support/noTimeout.ts'
import { waitForState } from './support/waitForState.ts'
import { shownFrames } from './support/watchFrames.ts'

/** Every text of the default UI, in Arabic. */
const ARABIC: EmbedLabels = {
  loading: 'جارٍ التحميل…',
  errorTitle: 'تعذّر عرض هذه الخريطة',
  retry: 'حاول مرة أخرى',
  expired: 'قد تكون هذه الخريطة قديمة: تعذّر تجديد الوصول إليها.',
  offline: 'أنت غير متصل بالإنترنت.',
}

interface Args {
  labels: Partial<EmbedLabels>
  dir: 'ltr' | 'rtl'
  /** Whether the token server fails as soon as the map is ready. */
  failsAfterReady: boolean
}

const meta = {
  title: 'In your app/Default loading and error UI',
  parameters: { controls: { disable: true } },
  args: { labels: {}, dir: 'ltr', failsAfterReady: false },
  render: ({ labels, dir, failsAfterReady }, context) => {
    const { resource, origin } = emulatedIn(context)
    return (
      <div dir={dir}>
        <EmbedScene
          title="Stations"
          lead="The library renders the loading UI and error UI."
          name="Stations by traffic"
          height={FILL_HEIGHT}
        >
          {(onStateChange) => (
            <FeltEmbed
              mapId={resource}
              origin={origin}
              tokenEndpoint="/api/embed-token"
              labels={labels}
              readyTimeout={NO_TIMEOUT}
              onReady={failsAfterReady ? () => void setOptions('felt', resource, { mintFault: 'error' }) : undefined}
              onStateChange={onStateChange}
            />
          )}
        </EmbedScene>
      </div>
    )
  },
} satisfies Meta<Args>

export default meta
type Story = StoryObj<typeof meta>

/** The default loading UI. */
export const Loading: Story = {
  loaders: [emulate('felt', 'OwnLoading', { unresponsive: true })],
  parameters: documented(
    'The loading UI is an overlay over the iframe that loads, so the layout does not shift when the map is ready. The ' +
      'map of this story never becomes ready.',
    '<FeltEmbed mapId="CjU1CMJPTAGofjOK3ICf1D" tokenEndpoint="/api/embed-token" />',
  ),
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByText('Loading…')).toBeVisible()
    await expect(canvas.getByRole('status')).toHaveTextContent('Loading…')
    await expect(canvasElement.querySelector('[aria-busy=true]')).not.toBeNull()
    await waitForState(canvasElement, 'loading')
  },
}

/** The end of loading. */
export const LoadingEnds: Story = {
  ...Loading,
  name: 'The default loading UI disappears when the map is ready',
  tags: ['!dev', '!autodocs'],
  loaders: [emulate('felt', 'OwnLoadingEnds', { readyDelay: 1_500 })],
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByText('Loading…')).toBeVisible()
    await waitForState(canvasElement, 'ready')
    await expect(canvas.queryByText('Loading…')).toBeNull()
  },
}

/** The default error UI. */
export const Failure: Story = {
  name: 'Error',
  loaders: [emulate('felt', 'OwnError', { mintFault: 'error' })],
  parameters: documented(
    'The error UI is shown while no map is visible. The library retries automatically, and the button retries ' +
      'immediately. The details below the button are for developers and are left out of production builds.',
    '<FeltEmbed mapId="CjU1CMJPTAGofjOK3ICf1D" tokenEndpoint="/api/embed-token" />',
  ),
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByRole('alert')).toHaveTextContent('This embed could not be shown')
    await waitForState(canvasElement, 'error')
  },
}

/** A map whose token has expired while the backend is down. */
export const ExpiredNotice: Story = {
  name: 'Expired notice',
  args: { failsAfterReady: true },
  loaders: [emulate('felt', 'OwnExpired', { lifetime: 6_000 })],
  parameters: documented(
    'A map whose token has expired stays visible, with a notice below it until the token is refreshed. The token of ' +
      'this story expires after six seconds, and the token server has failed since the map became ready.',
    '<FeltEmbed mapId="CjU1CMJPTAGofjOK3ICf1D" tokenEndpoint="/api/embed-token" />',
  ),
  play: async ({ canvas, canvasElement }) => {
    await waitForState(canvasElement, 'expired', 30_000)
    await expect(await canvas.findByText(/may be out of date/)).toBeVisible()
    await expect(shownFrames(canvasElement)).toHaveLength(1)
  },
}

/** Another language, from right to left. */
export const RightToLeft: Story = {
  name: 'Right-to-left',
  args: { labels: ARABIC, dir: 'rtl' },
  loaders: [emulate('felt', 'OwnRtl', { mintFault: 'refuse' })],
  parameters: documented(
    '`labels` replaces every text. The direction is that of the page. The details for developers are shown in ' +
      'development only.',
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
