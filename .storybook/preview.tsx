import type { Decorator, Preview } from '@storybook/react-vite'
import { StrictMode } from 'react'
import { configure } from 'storybook/test'
import { ThemedDocs } from '../stories/theme/ThemedDocs.tsx'
import '../stories/theme/docs.css'
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

/** On the root element, so that docs pages and system colors follow. */
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
    docs: {
      container: ThemedDocs,
      canvas: { sourceState: 'shown' },
      toc: { headingSelector: '.sbdocs-content :is(h2, h3)', title: 'On this page' },
    },
    options: {
      // Storybook reads this without running it. The guide's pages are in the order in which they are read, by heading.
      storySort: {
        order: [
          'Welcome',
          'Find in the guide',
          'Embeds',
          ['FeltEmbed', 'ExploEmbed', 'SupersetEmbed', 'MetabaseEmbed'],
          'Tokens',
          'In your app',
          'Guide',
          [
            'react-private-embed',
            'Getting started',
            ['Quick start', 'Fetching tokens', 'Server', 'Felt', 'Explo', 'Superset', 'Metabase'],
            'Guides',
            [
              'Customization',
              'Multiple embeds',
              'Server rendering',
              'Query client',
              'Sign-in and sign-out',
              'Security',
              'Test your app',
              'Migrating from an iframe',
              'TypeScript',
            ],
            'Recipes',
            [
              'Next.js App Router',
              'Next.js Pages Router',
              'React Router',
              'TanStack Start',
              'Vite and a separate API',
              'Express',
              'Fastify',
              'Koa',
              'NestJS',
              'Hono and Workers',
              'Python, Ruby or Go',
              'Lazy list',
              'Error tracking',
            ],
            'Help',
            ['Troubleshooting', 'FAQ', 'Compatibility'],
            'Reference',
            ['API', 'States', 'Errors', 'Custom adapters'],
            'Internals',
            ['How it works', 'Token lifetimes', 'Scenarios', 'Benchmarks'],
          ],
        ],
      },
    },
  },
}

export default preview
