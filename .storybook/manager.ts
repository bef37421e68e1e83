import { STORY_PREPARED } from 'storybook/internal/core-events'
import { addons } from 'storybook/manager-api'
import { brandTheme } from '../stories/theme/brandTheme.ts'

/** Of the window, in px: the story needs the room more than its surroundings do. */
const { innerWidth, innerHeight } = window

addons.setConfig({
  theme: brandTheme(matchMedia('(prefers-color-scheme: dark)').matches),
  sidebar: { showRoots: true },
  layout: {
    navSize: innerWidth < 1_000 ? 214 : 262,
    bottomPanelHeight: Math.round(Math.min(280, innerHeight * 0.32)),
    showPanel: false,
  },
})

/** The part of `STORY_PREPARED` that decides about the panel. */
interface PreparedStory {
  parameters: { controls?: { disable?: boolean } }
}

// The panel is open where there are controls; elsewhere it would hide the story, and a reader can open it by hand.
addons.register('react-private-embed/panel', (api) => {
  api.on(STORY_PREPARED, ({ parameters }: PreparedStory) => api.togglePanel(parameters.controls?.disable !== true))
})
