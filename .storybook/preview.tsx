import type { Decorator, Preview } from '@storybook/react-vite'
import { StrictMode } from 'react'
import { configure } from 'storybook/test'
import { ThemedDocs } from '../stories/theme/ThemedDocs.tsx'
import '../stories/theme/tokens.css'
import '../stories/theme/tones.css'

// A busy machine must not fail what is right.
configure({ asyncUtilTimeout: 10_000 })

/** The strictest way to render: each story shows that its embeds bear it. */
const strict: Decorator = (Story) => (
  <StrictMode>
    <Story />
  </StrictMode>
)

/** On the root element, so that docs pages and system colours follow. */
const themed: Decorator = (Story, { globals }) => {
  const { theme } = globals
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
  else delete document.documentElement.dataset.theme
  return <Story />
}

const preview: Preview = {
  decorators: [themed, strict],
  tags: ['autodocs'],
  globalTypes: {
    theme: {
      description: 'Light or dark',
      toolbar: {
        title: 'Theme',
        dynamicTitle: true,
        items: [
          { value: 'system', title: 'As the system', icon: 'browser' },
          { value: 'light', title: 'Light', icon: 'sun' },
          { value: 'dark', title: 'Dark', icon: 'moon' },
        ],
      },
    },
  },
  initialGlobals: { theme: 'system' },
  parameters: {
    layout: 'fullscreen',
    a11y: { test: 'error' },
    backgrounds: { disabled: true },
    controls: { expanded: true, sort: 'requiredFirst' },
    docs: { container: ThemedDocs, canvas: { sourceState: 'shown' } },
    options: {
      // Storybook reads this without running it. The guide's pages are in the order in which they are read, by heading.
      storySort: {
        order: [
          'Welcome',
          'Embeds',
          ['FeltEmbed', 'ExploEmbed', 'SupersetEmbed', 'MetabaseEmbed'],
          'Tokens',
          'In your app',
          'Guide',
          [
            'react-private-embed',
            'From the quick start to your app',
            "The server's half",
            'Compatibility',
            'How renewal works',
            'States',
            'Errors',
            'Several embeds',
            'Security',
            'Test your app',
            "What each vendor's embed can and cannot do",
            'Superset',
            'Metabase',
            'Custom adapters',
            'How a token stays fresh',
            'The same by hand',
            'Speed and size',
            'Props and options',
          ],
        ],
      },
    },
  },
}

export default preview
